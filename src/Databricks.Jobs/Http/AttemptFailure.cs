namespace Databricks.Jobs.Http;

/// <summary>Why an attempt gave no usable answer.</summary>
internal enum FailureKind
{
    /// <summary>The service answered with an error.</summary>
    Rejected,

    /// <summary>No connection came about, so nothing of the request was received.</summary>
    NotSent,

    /// <summary>The request may have been received, but no whole answer came back.</summary>
    Lost,

    /// <summary>Another attempt would end the same way.</summary>
    Permanent,
}

/// <summary>A failed attempt: what the retry table decides on, and the error it becomes if it was the last.</summary>
internal sealed class AttemptFailure(
    FailureKind kind,
    string problem,
    Func<RequestFacts, JobsException> toException)
{
    public FailureKind Kind { get; } = kind;

    /// <summary>What happened, for the trace.</summary>
    public string Problem { get; } = problem;

    /// <summary>The status of the answer; 0 if there was none.</summary>
    public int StatusCode { get; init; }

    /// <summary>What the service said.</summary>
    public string ServiceMessage { get; init; } = "";

    public TimeSpan? RetryAfter { get; init; }

    public string? RequestId { get; init; }

    /// <summary>Whether nothing listens at the address, and never did for this client.</summary>
    public bool IsUnknownAddress { get; init; }

    public bool MayEndWithNewToken =>
        StatusCode == 401 || (StatusCode == 403 && ServiceMessage.ContainsIgnoreCase("Token is expiring"));

    public JobsException ToException(RequestFacts facts) => toException(facts);

    /// <summary>The failure that an error stands for which no other attempt of the same request would mend.</summary>
    public static AttemptFailure Of(JobsException exception) =>
        new(FailureKind.Permanent, exception.Problem, _ => exception)
        {
            RequestId = (exception as JobsRequestException)?.RequestId,
        };
}

/// <summary>What a retry policy decides on.</summary>
/// <param name="Failure">What went wrong.</param>
/// <param name="Error">What the caller gets if there is no other attempt.</param>
/// <param name="Safety">What a second attempt could do.</param>
/// <param name="Number">Which attempt it was, from 1.</param>
/// <param name="Elapsed">The time since the first attempt began.</param>
internal readonly record struct FailedAttempt(
    AttemptFailure Failure,
    JobsException Error,
    RequestSafety Safety,
    int Number,
    TimeSpan Elapsed);
