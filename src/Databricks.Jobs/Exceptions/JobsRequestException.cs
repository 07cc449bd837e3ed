namespace Databricks.Jobs;

/// <summary>A request to the workspace failed, or its response cannot be used.</summary>
public abstract class JobsRequestException : JobsException
{
    private protected JobsRequestException(
        string problem,
        string recommendedAction,
        RequestFacts facts,
        Exception? innerException = null)
        : base(problem, recommendedAction, innerException)
    {
        Operation = facts.Operation;
        RequestId = facts.RequestId;
        IdempotencyToken = facts.IdempotencyToken;
        Attempts = facts.Attempts;
    }

    /// <summary>Method and path of the request, such as <c>GET /api/2.2/jobs/get?job_id=7</c>.</summary>
    public string Operation { get; }

    /// <summary>The request ID that the service assigned, which its support needs; null if there is none.</summary>
    public string? RequestId { get; }

    /// <summary>
    /// The idempotency token of a start. The same call with this token returns the same run, and never starts a second
    /// one. Null for every operation but run-now and submit.
    /// </summary>
    public string? IdempotencyToken { get; }

    /// <summary>How many times the request was sent.</summary>
    public int Attempts { get; }
}

/// <summary>What is known about every failed request.</summary>
internal readonly record struct RequestFacts(
    string Operation,
    string? RequestId,
    string? IdempotencyToken,
    int Attempts)
{
    /// <summary>What to do, and for a start with an unknown outcome, how to get its run.</summary>
    public string WithResumeHint(string action) => IdempotencyToken is null
        ? action
        : $"{action} A run may have started anyway. To get it, start again with the idempotency token "
            + $"{IdempotencyToken}, which never starts a second run.";
}
