using System.Management.Automation.Runspaces;
using Databricks.Jobs.Authentication;
using Databricks.Jobs.LocalWorkspace;

namespace Databricks.Jobs.PowerShell.Connections;

/// <summary>The local workspaces of this process.</summary>
internal static class LocalWorkspaces
{
    // Each with the runspace that started it.
    private static readonly List<(DbxLocalWorkspace Workspace, Guid Runspace)> s_running = [];

    public static DbxLocalWorkspace Start(LocalWorkspaceOptions options)
    {
        var workspace = new DbxLocalWorkspace(LocalWorkspaceServer.Start(options), options.Speed);
        lock (s_running)
        {
            s_running.Add((workspace, Runspace.DefaultRunspace.InstanceId));
        }

        return workspace;
    }

    public static IReadOnlyList<DbxLocalWorkspace> All()
    {
        lock (s_running)
        {
            return [.. s_running.Select(one => one.Workspace)];
        }
    }

    /// <summary>The running local workspace with this address; null if there is none in this process.</summary>
    public static DbxLocalWorkspace? Find(Uri address) =>
        All().FirstOrDefault(workspace => workspace.HostUri.Authority == address.Authority);

    /// <summary>The address of a page with the key that a local workspace of this process needs for it; the same
    /// address for other workspaces.</summary>
    public static Uri WithPageKey(Uri page)
    {
        if (Find(page) is not { } workspace)
        {
            return page;
        }

        string own = workspace.PageUri.Query;
        string key = own.Substring(own.IndexOf("key=", StringComparison.Ordinal));
        string query = page.Query.TrimStart('?');
        return new UriBuilder(page) { Query = query.Length > 0 ? $"{query}&{key}" : key }.Uri;
    }

    /// <summary>The credentials of a local workspace.</summary>
    public static CredentialsRequest CredentialsOf(DbxLocalWorkspace workspace) => new()
    {
        Host = workspace.HostUri.AbsoluteUri,
        Token = workspace.Server.Token,
        AuthType = "pat",
    };

    public static void Stop(DbxLocalWorkspace workspace)
    {
        lock (s_running)
        {
            s_running.RemoveAll(one => one.Workspace == workspace);
        }

        workspace.Server.Dispose();
    }

    /// <summary>Stops the local workspaces that this runspace started.</summary>
    public static void StopOfThisRunspace()
    {
        Guid runspace = Runspace.DefaultRunspace.InstanceId;
        DbxLocalWorkspace[] own;
        lock (s_running)
        {
            own = [.. s_running.Where(one => one.Runspace == runspace).Select(one => one.Workspace)];
        }

        Array.ForEach(own, Stop);
    }
}
