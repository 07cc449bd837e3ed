namespace Databricks.Jobs;

/// <summary>A request to the workspace that ended without a usable answer.</summary>
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

    /// <summary>The service's own id of the request, which its support asks for; null if it gave none.</summary>
    public string? RequestId { get; }

    /// <summary>
    /// The token a run was started with. The same call with this token gives the same run and never a second one.
    /// Null for every operation but run-now and submit.
    /// </summary>
    public string? IdempotencyToken { get; }

    /// <summary>How often the request was sent.</summary>
    public int Attempts { get; }
}

/// <summary>What every failed request can tell about itself.</summary>
internal readonly record struct RequestFacts(
    string Operation,
    string? RequestId,
    string? IdempotencyToken,
    int Attempts)
{
    /// <summary>What to do, and for a start whose answer is unknown, how to come back to the run.</summary>
    public string WithResumeHint(string action) => IdempotencyToken is null
        ? action
        : $"{action} A run may have started all the same: start again with the idempotency token {IdempotencyToken}, which gives that run and never a second one.";
}
