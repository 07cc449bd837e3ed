using Databricks.Jobs.LocalWorkspace;

namespace Databricks.Jobs.PowerShell;

/// <summary>A Jobs service on loopback in this process, for learning and testing. It does not run Spark.</summary>
public sealed class DbxLocalWorkspace
{
    internal DbxLocalWorkspace(LocalWorkspaceServer server, double speed)
    {
        Server = server;
        Speed = speed;
    }

    /// <summary>The address, also for other clients.</summary>
    public Uri HostUri => Server.Address;

    /// <summary>How many seconds of workspace time pass in one second of real time.</summary>
    public double Speed { get; }

    internal LocalWorkspaceServer Server { get; }

    /// <summary>The address.</summary>
    public override string ToString() => HostUri.AbsoluteUri.TrimEnd('/');
}
