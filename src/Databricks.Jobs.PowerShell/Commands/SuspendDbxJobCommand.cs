using System.Management.Automation;
using Databricks.Jobs.Models;
using Databricks.Jobs.PowerShell.Commands.Base;

namespace Databricks.Jobs.PowerShell.Commands;

/// <summary>Pauses schedules, triggers and continuous jobs.</summary>
[Cmdlet(
    VerbsLifecycle.Suspend,
    "DbxJob",
    DefaultParameterSetName = IdSet,
    SupportsShouldProcess = true,
    ConfirmImpact = ConfirmImpact.Medium,
    HelpUri = Help.Base + "Suspend-DbxJob.md")]
[OutputType(typeof(Job), ParameterSetName = [IdSet])]
[OutputType(typeof(BaseJob), ParameterSetName = [FilterSet])]
public sealed class SuspendDbxJobCommand : JobPauseCommandBase
{
    private protected override bool IsPausing => true;
}
