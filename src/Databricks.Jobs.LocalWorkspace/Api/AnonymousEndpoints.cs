using Databricks.Jobs.LocalWorkspace.Domain;
using Databricks.Jobs.LocalWorkspace.Http;

namespace Databricks.Jobs.LocalWorkspace.Api;

/// <summary>The endpoints that need no token.</summary>
internal static class AnonymousEndpoints
{
    private const string TokenPath = "/oidc/v1/token";
    private const string HostPath = "/.well-known/databricks-config";
    private const string ServerPath = "/oidc/.well-known/oauth-authorization-server";

    private const string Welcome =
        "This is a local Databricks workspace: the Jobs service, in memory, for learning and for tests. "
        + "It computes nothing.\n";

    public static bool Contain(string method, string path) => path switch
    {
        "/" or HostPath or ServerPath => method == "GET",
        TokenPath => method == "POST",
        _ => false,
    };

    /// <summary>Returns a page with information; null for the token endpoint.</summary>
    public static ApiResponse? Find(string path, Uri address) => path switch
    {
        "/" => ApiResponse.Text(200, Welcome),
        HostPath => ApiResponse.Json(writer =>
        {
            writer.WriteString("oidc_endpoint", new Uri(address, "oidc").ToString());
            writer.WriteString("workspace_id", RunViews.WorkspaceId);
        }),
        ServerPath => ApiResponse.Json(writer =>
        {
            writer.WriteString("issuer", new Uri(address, "oidc").ToString());
            writer.WriteString("token_endpoint", new Uri(address, TokenPath).ToString());
            writer.WriteString("authorization_endpoint", new Uri(address, "oidc/v1/authorize").ToString());
        }),
        _ => null,
    };
}
