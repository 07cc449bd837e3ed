using Databricks.Jobs.Authentication;
using Databricks.Jobs.LocalWorkspace;

namespace Databricks.Jobs.Tests.Client;

public class IdentityTests
{
    [Fact]
    public async Task The_workspace_tells_who_the_caller_is()
    {
        await using var workspace = LocalWorkspaceServer.Start(new() { UserName = "ada@example.com" });
        using JobsClient client = Connect(workspace, workspace.Token);

        Assert.Equal("ada@example.com", await client.GetCurrentUserNameAsync());
    }

    [Fact]
    public async Task A_wrong_token_is_rejected()
    {
        await using var workspace = LocalWorkspaceServer.Start();
        using JobsClient client = Connect(workspace, "wrong");

        var rejection = await Assert.ThrowsAsync<UnauthenticatedException>(() => client.GetCurrentUserNameAsync());
        Assert.DoesNotContain("wrong", rejection.ToString());
    }

    [Theory]
    [InlineData(404, "{}")]
    [InlineData(200, "{}")]
    [InlineData(200, "not json")]
    [InlineData(200, """{"userName": 7}""")]
    public async Task A_workspace_that_cannot_tell_is_no_error(int status, string body)
    {
        await using var workspace = LocalWorkspaceServer.Start();
        workspace.AddFault(new()
        {
            Kind = FaultKind.RawBody,
            PathPattern = "*/Me",
            Status = status,
            Body = body,
            ContentType = "application/json",
        });
        using JobsClient client = Connect(workspace, workspace.Token);

        Assert.Null(await client.GetCurrentUserNameAsync());
    }

    private static JobsClient Connect(LocalWorkspaceServer workspace, string token) => new(new()
    {
        Credentials = WorkspaceCredentials.FromToken(workspace.Address.AbsoluteUri, token),
    });
}
