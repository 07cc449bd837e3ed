using System.Collections;
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

    /// <summary>The address of its pages, for a browser. It contains a key that allows reading the pages and nothing
    /// else.</summary>
    public Uri PageUri => Server.PageAddress;

    /// <summary>How many seconds of workspace time pass in one second of real time.</summary>
    public double Speed { get; }

    internal LocalWorkspaceServer Server { get; }

    /// <summary>The environment variables with which another process connects to this workspace: a background job, a
    /// Databricks SDK or the Databricks CLI.</summary>
    /// <returns><c>DATABRICKS_HOST</c> and <c>DATABRICKS_TOKEN</c>. It is a method, so that the token is not shown with
    /// the object.</returns>
    public Hashtable GetEnvironmentVariables() => new()
    {
        ["DATABRICKS_HOST"] = $"{this}",
        ["DATABRICKS_TOKEN"] = Server.Token,
    };

    /// <summary>The address.</summary>
    public override string ToString() => HostUri.AbsoluteUri.TrimEnd('/');
}
