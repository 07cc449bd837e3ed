using Databricks.Jobs.LocalWorkspace.Domain;
using Databricks.Jobs.LocalWorkspace.Http;

namespace Databricks.Jobs.LocalWorkspace.Api;

/// <summary>The endpoints that need no token.</summary>
internal static class AnonymousEndpoints
{
    public const string TokenPath = "/oidc/v1/token";

    private const string Welcome =
        "This is a local Databricks workspace: the Jobs service, in memory, for learning and for tests. "
        + "It computes nothing.\n";

    public static ApiResponse? Find(ApiRequest request, Uri address) => request switch
    {
        { Method: "GET", Path: "/" } => ApiResponse.Text(200, Welcome),
        { Method: "GET", Path: "/.well-known/databricks-config" } => ApiResponse.Json(writer =>
        {
            writer.WriteString("oidc_endpoint", new Uri(address, "oidc").ToString());
            writer.WriteString("workspace_id", RunViews.WorkspaceId);
        }),
        { Method: "GET", Path: "/oidc/.well-known/oauth-authorization-server" } => ApiResponse.Json(writer =>
        {
            writer.WriteString("issuer", new Uri(address, "oidc").ToString());
            writer.WriteString("token_endpoint", new Uri(address, TokenPath).ToString());
            writer.WriteString("authorization_endpoint", new Uri(address, "oidc/v1/authorize").ToString());
        }),
        _ => null,
    };
}
