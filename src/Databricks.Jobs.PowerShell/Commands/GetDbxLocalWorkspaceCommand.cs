using System.Management.Automation;
using Databricks.Jobs.PowerShell.Commands.Base;
using Databricks.Jobs.PowerShell.Connections;

namespace Databricks.Jobs.PowerShell.Commands;

/// <summary>Gets the local workspaces that run in this process.</summary>
[Cmdlet(VerbsCommon.Get, "DbxLocalWorkspace", HelpUri = Help.Base + "Get-DbxLocalWorkspace.md")]
[OutputType(typeof(DbxLocalWorkspace))]
public sealed class GetDbxLocalWorkspaceCommand : LocalCommandBase
{
    /// <inheritdoc/>
    protected override void EndProcessing() => WriteObject(LocalWorkspaces.All(), enumerateCollection: true);
}
