using Databricks.Jobs.LocalWorkspace;

namespace Databricks.Jobs.PowerShell;

/// <summary>A Jobs service on loopback that this process runs: a test bed and a place to learn, not a Spark.</summary>
public sealed class DbxLocalWorkspace
{
    internal DbxLocalWorkspace(LocalWorkspaceServer server, double speed)
    {
        Server = server;
        Speed = speed;
    }

    /// <summary>The address, for clients that connect by themselves.</summary>
    public Uri HostUri => Server.Address;

    /// <summary>How many seconds pass in the workspace in one real second.</summary>
    public double Speed { get; }

    internal LocalWorkspaceServer Server { get; }

    /// <summary>The address.</summary>
    public override string ToString() => HostUri.AbsoluteUri.TrimEnd('/');
}
