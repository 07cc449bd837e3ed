using System.Management.Automation;
using Databricks.Jobs.LocalWorkspace;
using Databricks.Jobs.PowerShell.Commands.Base;
using Databricks.Jobs.PowerShell.Connections;
using Databricks.Jobs.PowerShell.Errors;

namespace Databricks.Jobs.PowerShell.Commands;

/// <summary>Starts a local workspace in this process.</summary>
[Cmdlet(
    VerbsLifecycle.Start,
    "DbxLocalWorkspace",
    SupportsShouldProcess = true,
    HelpUri = Help.Base + "Start-DbxLocalWorkspace.md")]
[OutputType(typeof(DbxLocalWorkspace))]
public sealed class StartDbxLocalWorkspaceCommand : LocalCommandBase
{
    /// <summary>The port.</summary>
    [Parameter(Position = 0, HelpMessage = "The port on the loopback address. 0 selects a free port.")]
    [ValidateRange(0, 65535)]
    public int Port { get; set; }

    /// <summary>How many seconds of workspace time pass in one second of real time.</summary>
    [Parameter(
        HelpMessage = "How many seconds of workspace time pass in one second of real time, from 0.01 to 100000.")]
    [ValidateRange(0.01, 100000.0)]
    public double Speed { get; set; } = 1;

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (!ShouldProcess(Port == 0 ? "A free port" : $"Port {Port}", "Start local workspace"))
        {
            return;
        }

        try
        {
            WriteObject(LocalWorkspaces.Start(new LocalWorkspaceOptions { Port = Port, Speed = Speed }));
        }
        catch (LocalWorkspaceException exception)
        {
            WriteError(ErrorRecords.From(exception, Port));
        }
    }
}
