using System.Management.Automation;
using Databricks.Jobs.PowerShell.Commands.Base;
using Databricks.Jobs.PowerShell.Connections;

namespace Databricks.Jobs.PowerShell.Commands;

/// <summary>Closes the connection of this runspace and discards its credentials.</summary>
[Cmdlet(VerbsCommunications.Disconnect, "DbxWorkspace", HelpUri = Help.Base + "Disconnect-DbxWorkspace.md")]
[OutputType(typeof(void))]
public sealed class DisconnectDbxWorkspaceCommand : LocalCommandBase
{
    /// <inheritdoc/>
    protected override void EndProcessing() => ConnectionStore.Disconnect();
}
