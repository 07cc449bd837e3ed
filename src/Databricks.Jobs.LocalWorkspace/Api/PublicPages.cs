using Databricks.Jobs.LocalWorkspace.Engine;
using Databricks.Jobs.LocalWorkspace.Http;

namespace Databricks.Jobs.LocalWorkspace.Api;

/// <summary>What is answered to everyone, token or not.</summary>
internal static class PublicPages
{
    public const string TokenPath = "/oidc/v1/token";

    private const string Welcome =
        "This is a local Databricks workspace: the Jobs service, in memory, to learn with and to test against. "
        + "It computes nothing.\n";

    public static Answer? Find(Call call, Uri address) => call switch
    {
        { Method: "GET", Path: "/" } => Answer.Text(200, Welcome),
        { Method: "GET", Path: "/.well-known/databricks-config" } => Answer.Json(writer =>
        {
            writer.WriteString("oidc_endpoint", new Uri(address, "oidc").ToString());
            writer.WriteString("workspace_id", RunViews.WorkspaceId);
        }),
        { Method: "GET", Path: "/oidc/.well-known/oauth-authorization-server" } => Answer.Json(writer =>
        {
            writer.WriteString("issuer", new Uri(address, "oidc").ToString());
            writer.WriteString("token_endpoint", new Uri(address, TokenPath).ToString());
            writer.WriteString("authorization_endpoint", new Uri(address, "oidc/v1/authorize").ToString());
        }),
        _ => null,
    };
}
