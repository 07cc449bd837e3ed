namespace Databricks.Jobs;

/// <summary>No answer came: the name, the connection, its encryption or the time failed.</summary>
public sealed class WorkspaceUnreachableException : JobsRequestException
{
    internal WorkspaceUnreachableException(
        string problem,
        string action,
        bool mayHaveBeenReceived,
        RequestFacts facts,
        Exception? innerException)
        : base(problem, action, facts, innerException) => MayHaveBeenReceived = mayHaveBeenReceived;

    /// <summary>Whether the service may have received the request, and carried it out, all the same.</summary>
    public bool MayHaveBeenReceived { get; }
}
