namespace Databricks.Jobs.Definitions;

/// <summary>The URL of a job's page.</summary>
public static class JobUrl
{
    /// <summary>The URL of a job's page: <c>https://host/jobs/123</c>, with <c>?o=</c> and the ID of the workspace if
    /// the client knows it. This sends no requests.</summary>
    /// <param name="client">The workspace.</param>
    /// <param name="jobId">The ID of the job.</param>
    public static string Of(JobsClient client, long jobId)
    {
        ArgumentChecks.NotNull(client, nameof(client));
        string query = client.WorkspaceId is { } workspace ? "?o=" + Uri.EscapeDataString(workspace) : "";
        return $"{client.Host.GetLeftPart(UriPartial.Authority)}/jobs/{jobId}{query}";
    }
}
