using Databricks.Jobs.Authentication;
using Databricks.Jobs.LocalWorkspace;
using Databricks.Jobs.Models;

namespace Databricks.Jobs.Tests.Servers;

/// <summary>A local workspace and a client that is connected to it.</summary>
internal sealed class LocalWorkspaceFixture : IDisposable
{
    public LocalWorkspaceFixture() => Client = new JobsClient(new JobsClientOptions
    {
        Credentials = WorkspaceCredentials.FromToken(Workspace.Address.AbsoluteUri, Workspace.Token),
    });

    public LocalWorkspaceServer Workspace { get; } = LocalWorkspaceServer.Start();

    public JobsClient Client { get; }

    public async Task<long> CreateAsync(string json) =>
        (await Client.CreateAsync(CreateJob.FromJson(json))).JobId!.Value;

    /// <summary>The requests so far that changed something, such as <c>PUT /api/2.0/permissions/jobs/7</c>.</summary>
    public IEnumerable<RecordedRequest> Changes(string method = "") => Workspace.Requests.Where(request =>
        request.Method != "GET" && (method.Length == 0 || request.Method == method));

    public void Dispose()
    {
        Client.Dispose();
        Workspace.Dispose();
    }
}
