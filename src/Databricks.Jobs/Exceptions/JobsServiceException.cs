using System.Text.Json;

namespace Databricks.Jobs;

/// <summary>The service returned an error.</summary>
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

    /// <summary>The HTTP status of the response.</summary>
    public int StatusCode { get; }

    /// <summary>
    /// The error code of the service, such as <c>INVALID_PARAMETER_VALUE</c>; null if there is none.
    /// </summary>
    public string? ErrorCode { get; }

    /// <summary>The kind of error, independent of the form of the response.</summary>
    public ServiceErrorKind Kind { get; }

    /// <summary>The unchanged message of the service; empty if there is none.</summary>
    public string ServiceMessage { get; }

    /// <summary>The <c>details</c> of the response, including unknown ones.</summary>
    public IReadOnlyList<JsonElement> Details { get; }
}

/// <summary>The kinds of errors that the service returns.</summary>
public enum ServiceErrorKind
{
    /// <summary>None of the others.</summary>
    Unknown,

    /// <summary>A value in the request is invalid.</summary>
    InvalidRequest,

    /// <summary>The request is valid, but not in the current state of the job or run.</summary>
    InvalidState,

    /// <summary>The credentials are missing, wrong, revoked or expired.</summary>
    Unauthenticated,

    /// <summary>The caller does not have permission, or must not know whether the object exists.</summary>
    PermissionDenied,

    /// <summary>The job, run or operation does not exist.</summary>
    NotFound,

    /// <summary>The request conflicts with another change.</summary>
    Conflict,

    /// <summary>An object with that name exists.</summary>
    AlreadyExists,

    /// <summary>Too many requests, or a quota is exhausted.</summary>
    TooManyRequests,

    /// <summary>The request was canceled.</summary>
    Canceled,

    /// <summary>The service failed.</summary>
    Internal,

    /// <summary>The workspace does not have this operation.</summary>
    NotImplemented,

    /// <summary>The service is temporarily unavailable.</summary>
    Unavailable,

    /// <summary>The service lost or damaged data.</summary>
    DataLoss,
}

/// <summary>The content of an error response, classified.</summary>
internal sealed record ServiceError(
    int StatusCode,
    string? ErrorCode,
    ServiceErrorKind Kind,
    string Message,
    IReadOnlyList<JsonElement> Details);
