using System.Management.Automation;
using Databricks.Jobs.PowerShell.Binding;
using Databricks.Jobs.PowerShell.Commands.Base;
using Databricks.Jobs.PowerShell.Completion;
using Databricks.Jobs.PowerShell.Connections;

namespace Databricks.Jobs.PowerShell.Commands;

/// <summary>Closes the connection of this runspace and discards its credentials.</summary>
[Cmdlet(
    VerbsCommunications.Disconnect,
    "DbxWorkspace",
    DefaultParameterSetName = OneSet,
    HelpUri = Help.Base + "Disconnect-DbxWorkspace.md")]
[OutputType(typeof(void))]
public sealed class DisconnectDbxWorkspaceCommand : LocalCommandBase
{
    private const string OneSet = "One";

    /// <summary>The connection to close.</summary>
    [Parameter(
        Position = 0,
        ValueFromPipeline = true,
        ParameterSetName = OneSet,
        HelpMessage = "The open connection to close: an object, or its profile or address. By default, the current "
            + "connection is closed.")]
    [ValidateNotNull]
    [WorkspaceTransformation]
    [ArgumentCompleter(typeof(WorkspaceCompleter))]
    public DbxWorkspace? Workspace { get; set; }

    /// <summary>Whether to close all connections.</summary>
    [Parameter(ParameterSetName = "All", HelpMessage = "Closes all open connections of this runspace.")]
    public SwitchParameter All { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (All)
        {
            ConnectionStore.DisconnectAll();
        }
        else if (Workspace is null || Workspace.IsCurrent)
        {
            ConnectionStore.Disconnect();
        }
        else
        {
            ConnectionStore.Disconnect(Workspace);
        }
    }
}
