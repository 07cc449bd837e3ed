using System.Management.Automation;
using Databricks.Jobs.Models;
using Databricks.Jobs.PowerShell.Commands.Base;

namespace Databricks.Jobs.PowerShell.Commands;

/// <summary>Resumes paused schedules, triggers and continuous jobs.</summary>
[Cmdlet(
    VerbsLifecycle.Resume,
    "DbxJob",
    DefaultParameterSetName = IdSet,
    SupportsShouldProcess = true,
    ConfirmImpact = ConfirmImpact.Medium,
    HelpUri = Help.Base + "Resume-DbxJob.md")]
[OutputType(typeof(Job), ParameterSetName = [IdSet])]
[OutputType(typeof(BaseJob), ParameterSetName = [FilterSet])]
public sealed class ResumeDbxJobCommand : JobPauseCommandBase
{
    private protected override bool IsPausing => false;
}
