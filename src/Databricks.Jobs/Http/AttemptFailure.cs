namespace Databricks.Jobs.Http;

/// <summary>Why an attempt returned no usable response.</summary>
internal enum FailureKind
{
    /// <summary>The service returned an error.</summary>
    Rejected,

    /// <summary>No connection was established, so nothing of the request was received.</summary>
    NotSent,

    /// <summary>The request may have been received, but no complete response came back.</summary>
    Lost,

    /// <summary>Another attempt would fail in the same way.</summary>
    Permanent,
}

/// <summary>A failed attempt: the input of the retry table, and the error of the request after the last one.</summary>
internal sealed class AttemptFailure(
    FailureKind kind,
    string problem,
    Func<RequestFacts, JobsException> toException)
{
    public FailureKind Kind { get; } = kind;

    /// <summary>What happened, for the trace.</summary>
    public string Problem { get; } = problem;

    /// <summary>The status of the response; 0 if there was none.</summary>
    public int StatusCode { get; init; }

    /// <summary>The error code and message of the service.</summary>
    public string ServiceMessage { get; init; } = "";

    public TimeSpan? RetryAfter { get; init; }

    public string? RequestId { get; init; }

    /// <summary>Whether the connection was refused at an address that has never responded to this client.</summary>
    public bool IsUnknownAddress { get; init; }

    /// <summary>Whether the connection was refused on this machine, where nothing starts to listen by itself.</summary>
    public bool IsRefusedLocally { get; init; }

    /// <summary>Whether the service rejected the token, so that another one may be accepted.</summary>
    public bool IsTokenRejected { get; init; }

    public JobsException ToException(RequestFacts facts) => toException(facts);

    /// <summary>The failure for an error that another attempt of the same request would not fix.</summary>
    public static AttemptFailure Of(JobsException exception) =>
        new(FailureKind.Permanent, exception.Problem, _ => exception)
        {
            RequestId = (exception as JobsRequestException)?.RequestId,
        };
}

/// <summary>The input of a retry policy.</summary>
/// <param name="Failure">What went wrong.</param>
/// <param name="Error">What the caller gets if there is no other attempt.</param>
/// <param name="Safety">What a second attempt could change.</param>
/// <param name="Number">The number of the attempt, from 1.</param>
/// <param name="Elapsed">The time since the first attempt started.</param>
internal readonly record struct FailedAttempt(
    AttemptFailure Failure,
    JobsException Error,
    RequestSafety Safety,
    int Number,
    TimeSpan Elapsed);
