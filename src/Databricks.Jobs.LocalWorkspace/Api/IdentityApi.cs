using Databricks.Jobs.LocalWorkspace.Http;
using Databricks.Jobs.LocalWorkspace.Storage;

namespace Databricks.Jobs.LocalWorkspace.Api;

/// <summary>Who the caller is.</summary>
internal static class IdentityApi
{
    public static void AddTo(Router<WorkspaceState> router) =>
        router.Add("GET", "/api/2.0/preview/scim/v2/Me", Me);

    private static Answer Me(WorkspaceState state, Call call) => Answer.Json(writer =>
    {
        writer.WriteString("id", "1001");
        writer.WriteString("userName", state.UserName);
        writer.WriteString("displayName", state.UserName.Split('@')[0]);
        writer.WriteBoolean("active", true);
        writer.WriteStartArray("emails");
        writer.WriteStartObject();
        writer.WriteString("value", state.UserName);
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
