using System.Text.Json;

namespace Databricks.Jobs;

/// <summary>The service refused a request, and said so.</summary>
public class JobsServiceException : JobsRequestException
{
    internal JobsServiceException(ServiceError error, string problem, string recommendedAction, RequestFacts facts)
        : base(problem, recommendedAction, facts)
    {
        StatusCode = error.StatusCode;
        ErrorCode = error.ErrorCode;
        Kind = error.Kind;
        ServiceMessage = error.Message;
        Details = error.Details;
    }

    /// <summary>The HTTP status of the answer.</summary>
    public int StatusCode { get; }

    /// <summary>
    /// The service's word for the error, such as <c>INVALID_PARAMETER_VALUE</c>; null if it gave none.
    /// </summary>
    public string? ErrorCode { get; }

    /// <summary>What sort of error it is, whatever shape the answer had.</summary>
    public ServiceErrorKind Kind { get; }

    /// <summary>What the service said, word for word; empty if it said nothing.</summary>
    public string ServiceMessage { get; }

    /// <summary>The <c>details</c> of the answer as they came, the unknown ones too.</summary>
    public IReadOnlyList<JsonElement> Details { get; }
}

/// <summary>The sorts of error that the service answers with.</summary>
public enum ServiceErrorKind
{
    /// <summary>None of the others.</summary>
    Unknown,

    /// <summary>A value of the request is wrong.</summary>
    InvalidRequest,

    /// <summary>The request is right, but not in the state that the job or run is in.</summary>
    InvalidState,

    /// <summary>The caller is not known, or no longer.</summary>
    Unauthenticated,

    /// <summary>The caller may not do this, or the object is one the caller may not know of.</summary>
    PermissionDenied,

    /// <summary>No such job, run or operation.</summary>
    NotFound,

    /// <summary>The object is in the way of another change.</summary>
    Conflict,

    /// <summary>An object of that name exists.</summary>
    AlreadyExists,

    /// <summary>Too many requests, or a quota is used up.</summary>
    TooManyRequests,

    /// <summary>The request was called off.</summary>
    Canceled,

    /// <summary>The service failed.</summary>
    Internal,

    /// <summary>The workspace does not have this operation.</summary>
    NotImplemented,

    /// <summary>The service is out of reach for now.</summary>
    Unavailable,

    /// <summary>The service lost or damaged data.</summary>
    DataLoss,
}

/// <summary>What an error answer says, in one shape.</summary>
internal sealed record ServiceError(
    int StatusCode,
    string? ErrorCode,
    ServiceErrorKind Kind,
    string Message,
    IReadOnlyList<JsonElement> Details);
