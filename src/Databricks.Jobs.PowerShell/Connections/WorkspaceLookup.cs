using Databricks.Jobs.Authentication;

namespace Databricks.Jobs.PowerShell.Connections;

/// <summary>Finds the connection that a user names. It sends no requests.</summary>
internal static class WorkspaceLookup
{
    /// <summary>The open connection with this profile or address, or else a new connection with the profile.</summary>
    /// <exception cref="CredentialsException">There is neither, or the profile has no usable credentials.</exception>
    public static DbxWorkspace Find(string name)
    {
        if (FindOpen(name) is { } open)
        {
            return open;
        }

        if (Uri.TryCreate(name, UriKind.Absolute, out Uri? address) && LocalWorkspaces.Find(address) is { } local)
        {
            return Connect(local);
        }

        string[] profiles = [.. ProfileFile.ReadUsual(EnvironmentReader.Process)?.Names ?? []];
        if (profiles.Contains(name, StringComparer.Ordinal))
        {
            return Connect(new CredentialsRequest { Profile = name });
        }

        IEnumerable<string> openNames = ConnectionStore.Open.Select(static one => one.Profile ?? $"{one}");
        string known = string.Join(", ", openNames.Concat(profiles).Distinct());
        throw new CredentialsException(
            $"'{name}' is neither an open connection nor a profile.",
            (known.Length == 0 ? "" : $"Use one of: {known}. ") + "To open a connection, run Connect-DbxWorkspace.");
    }

    /// <summary>The open connection with this profile or address; null if there is none.</summary>
    public static DbxWorkspace? FindOpen(string name) =>
        ConnectionStore.Open.LastOrDefault(workspace => IsNamed(workspace, name));

    /// <summary>The open connection to a local workspace, or else a new one.</summary>
    public static DbxWorkspace Connect(DbxLocalWorkspace local) =>
        ConnectionStore.Open.LastOrDefault(open => open.Host.Authority == local.HostUri.Authority)
        ?? Connect(LocalWorkspaces.CredentialsOf(local));

    private static DbxWorkspace Connect(CredentialsRequest request)
    {
        var client = JobsClient.Connect(request, AmbientConnection.NewOptions());
        var workspace = new DbxWorkspace(client, userName: null, request.Profile);
        ConnectionStore.Add(workspace);
        return workspace;
    }

    private static bool IsNamed(DbxWorkspace workspace, string name) =>
        name.Equals(workspace.Profile, StringComparison.OrdinalIgnoreCase)
        || name.Equals(workspace.Host.Host, StringComparison.OrdinalIgnoreCase)
        || name.TrimEnd('/').Equals($"{workspace}", StringComparison.OrdinalIgnoreCase);
}
