using Databricks.Jobs.LocalWorkspace;

namespace Databricks.Jobs.PowerShell.Connections;

/// <summary>The local workspaces of this process.</summary>
internal static class LocalWorkspaces
{
    private static readonly List<DbxLocalWorkspace> Running = [];

    public static DbxLocalWorkspace Start(LocalWorkspaceOptions options)
    {
        var workspace = new DbxLocalWorkspace(LocalWorkspaceServer.Start(options), options.Speed);
        lock (Running)
        {
            Running.Add(workspace);
        }

        return workspace;
    }

    public static IReadOnlyList<DbxLocalWorkspace> All()
    {
        lock (Running)
        {
            return [.. Running];
        }
    }

    /// <summary>The running local workspace with this address; null if there is none in this process.</summary>
    public static DbxLocalWorkspace? Find(Uri address) =>
        All().FirstOrDefault(workspace => workspace.HostUri.Authority == address.Authority);

    public static void Stop(DbxLocalWorkspace workspace)
    {
        lock (Running)
        {
            Running.Remove(workspace);
        }

        workspace.Server.Dispose();
    }

    public static void StopAll()
    {
        foreach (DbxLocalWorkspace workspace in All())
        {
            Stop(workspace);
        }
    }
}
