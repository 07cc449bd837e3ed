using Databricks.Jobs.LocalWorkspace.Domain;
using Databricks.Jobs.LocalWorkspace.Http;

namespace Databricks.Jobs.LocalWorkspace.Api;

/// <summary>The identity of the caller.</summary>
internal static class IdentityApi
{
    public static void AddTo(Router<Workspace> router) =>
        router.Add("GET", "/api/2.0/preview/scim/v2/Me", Me);

    private static ApiResponse Me(Workspace workspace, ApiRequest request) => ApiResponse.Json(writer =>
    {
        writer.WriteString("id", "1001");
        writer.WriteString("userName", workspace.UserName);
        writer.WriteString("displayName", workspace.UserName.Split('@')[0]);
        writer.WriteBoolean("active", true);
        writer.WriteStartArray("emails");
        writer.WriteStartObject();
        writer.WriteString("value", workspace.UserName);
        writer.WriteBoolean("primary", true);
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteStartArray("groups");
        writer.WriteStartObject();
        writer.WriteString("display", "admins");
        writer.WriteEndObject();
        writer.WriteEndArray();
    });
}
