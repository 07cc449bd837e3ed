using System.Management.Automation;
using Databricks.Jobs.PowerShell.Connections;
using Databricks.Jobs.PowerShell.Engine;

namespace Databricks.Jobs.PowerShell.Commands;

/// <summary>Ends the connection of this runspace and forgets its credentials.</summary>
[Cmdlet(VerbsCommunications.Disconnect, "DbxWorkspace", HelpUri = Help.Base + "Disconnect-DbxWorkspace.md")]
[OutputType(typeof(void))]
public sealed class DisconnectDbxWorkspaceCommand : LocalCommand
{
    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        ConnectionStore.Current?.Close();
        ConnectionStore.Current = null;
        ConnectionStore.Ambient?.Close();
        ConnectionStore.Ambient = null;
    }
}
