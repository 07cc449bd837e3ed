using System.Management.Automation;
using Databricks.Jobs.PowerShell.Commands.Base;
using Databricks.Jobs.PowerShell.Connections;

namespace Databricks.Jobs.PowerShell.Commands;

/// <summary>Stops local workspaces and discards their contents.</summary>
[Cmdlet(
    VerbsLifecycle.Stop,
    "DbxLocalWorkspace",
    SupportsShouldProcess = true,
    HelpUri = Help.Base + "Stop-DbxLocalWorkspace.md")]
[OutputType(typeof(void))]
public sealed class StopDbxLocalWorkspaceCommand : LocalCommandBase
{
    /// <summary>The local workspaces to stop.</summary>
    [Parameter(
        Position = 0,
        ValueFromPipeline = true,
        HelpMessage = "The local workspaces to stop. By default, all local workspaces that this process has "
            + "started are stopped.")]
    [ValidateNotNull]
    public DbxLocalWorkspace[]? LocalWorkspace { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (DbxLocalWorkspace workspace in LocalWorkspace ?? LocalWorkspaces.All())
        {
            if (ShouldProcess(workspace.ToString(), "Stop local workspace"))
            {
                Disconnect(workspace);
                LocalWorkspaces.Stop(workspace);
            }
        }
    }

    // The next command must not use a connection to a stopped workspace.
    private static void Disconnect(DbxLocalWorkspace workspace)
    {
        ConnectionStore.CloseAllTo(workspace.HostUri);
        if (ConnectionStore.Current is { } connected && connected.Host.Authority == workspace.HostUri.Authority)
        {
            ConnectionStore.Lose(
                $"The connection of this session ended when the local workspace {workspace} was stopped.");
        }
    }
}
