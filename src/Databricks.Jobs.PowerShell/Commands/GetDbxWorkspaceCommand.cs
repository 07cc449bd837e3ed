using System.Management.Automation;
using Databricks.Jobs.PowerShell.Commands.Base;
using Databricks.Jobs.PowerShell.Connections;
using Databricks.Jobs.PowerShell.Errors;

namespace Databricks.Jobs.PowerShell.Commands;

/// <summary>Gets the workspace that commands in this runspace use.</summary>
[Cmdlet(VerbsCommon.Get, "DbxWorkspace", HelpUri = Help.Base + "Get-DbxWorkspace.md")]
[OutputType(typeof(DbxWorkspace))]
public sealed class GetDbxWorkspaceCommand : LocalCommandBase
{
    /// <summary>Whether to get all open connections.</summary>
    [Parameter(HelpMessage = "Gets all open connections of this runspace. IsCurrent marks the one that commands use.")]
    public SwitchParameter All { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (All)
        {
            WriteObject(ConnectionStore.Open, enumerateCollection: true);
            return;
        }

        try
        {
            WriteObject(AmbientConnection.Get());
        }
        catch (JobsException exception)
        {
            WriteError(ErrorRecords.From(exception, target: null));
        }
    }
}
