namespace Databricks.Jobs;

/// <summary>There was no response: the name was not found, the connection or TLS failed, or it timed out.</summary>
public sealed class WorkspaceUnreachableException : JobsRequestException
{
    internal WorkspaceUnreachableException(
        string problem,
        string action,
        bool mayHaveBeenReceived,
        RequestFacts facts,
        Exception? innerException)
        : base(problem, action, facts, innerException) => MayHaveBeenReceived = mayHaveBeenReceived;

    /// <summary>Whether the service may have received the request and carried it out anyway.</summary>
    public bool MayHaveBeenReceived { get; }
}
