using System.Management.Automation;
using Databricks.Jobs.PowerShell.Binding;
using Databricks.Jobs.PowerShell.Commands.Base;
using Databricks.Jobs.PowerShell.Completion;
using Databricks.Jobs.PowerShell.Connections;

namespace Databricks.Jobs.PowerShell.Commands;

/// <summary>Selects the connection that the commands of this runspace use.</summary>
[Cmdlet(VerbsCommon.Select, "DbxWorkspace", HelpUri = Help.Base + "Select-DbxWorkspace.md")]
[OutputType(typeof(DbxWorkspace))]
public sealed class SelectDbxWorkspaceCommand : LocalCommandBase
{
    /// <summary>The connection.</summary>
    [Parameter(
        Mandatory = true,
        Position = 0,
        ValueFromPipeline = true,
        HelpMessage = "The connection to use: an object that Connect-DbxWorkspace or Get-DbxWorkspace returned, the "
            + "name of a profile, the address of an open connection, or a local workspace.")]
    [ValidateNotNull]
    [WorkspaceTransformation]
    [ArgumentCompleter(typeof(WorkspaceCompleter))]
    public DbxWorkspace? Workspace { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        // A closed connection must not become the current one.
        if (TryCheck(() => _ = Workspace!.Client, Workspace))
        {
            ConnectionStore.Connect(Workspace!);
            WriteObject(Workspace);
        }
    }
}
