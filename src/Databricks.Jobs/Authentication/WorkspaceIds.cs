namespace Databricks.Jobs.Authentication;

/// <summary>
/// The IDs in the address of a page of a workspace, such as <c>https://host/?o=123</c>. A host can serve several
/// workspaces, and these IDs select one of them.
/// </summary>
/// <param name="Workspace">The ID of the workspace; null if the address has none.</param>
/// <param name="Account">The ID of the account; null if the address has none.</param>
internal sealed record WorkspaceIds(string? Workspace, string? Account)
{
    /// <summary>Reads the IDs in an address, which may have no scheme.</summary>
    public static WorkspaceIds Of(string address)
    {
        Dictionary<string, string> query = ReadQuery(address);
        return new WorkspaceIds(
            Find("w") ?? Number(Find("o")) ?? Number(Find("workspace_id")),
            Find("a") ?? Find("account_id"));

        string? Find(string name) => query.TryGetValue(name, out string? value) ? value : null;
    }

    private static Dictionary<string, string> ReadQuery(string address)
    {
        var query = new Dictionary<string, string>(StringComparer.Ordinal);
        int start = address.IndexOf('?');
        if (start < 0) return query;
        foreach (string field in address.Substring(start + 1).Split('#')[0].Split('&'))
        {
            int split = field.IndexOf('=');
            if (split < 0 || split == field.Length - 1) continue;
            string name = field.Substring(0, split);
            if (!query.ContainsKey(name)) query.Add(name, Uri.UnescapeDataString(field.Substring(split + 1)).Trim());
        }

        return query;
    }

    // Other pages use the same names for other things.
    private static string? Number(string? text) => long.TryParse(text, out _) ? text : null;
}
