using System.Collections;
using System.Management.Automation;
using Databricks.Jobs.Models;
using Databricks.Jobs.PowerShell.Binding;
using Databricks.Jobs.PowerShell.Commands.Base;
using Databricks.Jobs.PowerShell.Completion;
using Databricks.Jobs.Runs;

namespace Databricks.Jobs.PowerShell.Commands;

/// <summary>Repairs runs: runs their failed tasks again, and what depends on them.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "DbxRunRepair", SupportsShouldProcess = true, HelpUri = Help.Base + "Invoke-DbxRunRepair.md")]
[Alias("Repair-DbxRun")]
[OutputType(typeof(Run))]
public sealed class InvokeDbxRunRepairCommand : RunStartCommandBase
{
    /// <summary>Ids of runs.</summary>
    [Parameter(
        Mandatory = true,
        Position = 0,
        ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true,
        HelpMessage = "Ids of the runs to repair.")]
    [ArgumentCompleter(typeof(RunIdCompleter))]
    [IdTransformation(IdKind.Run)]
    [Alias("run_id")]
    public long[]? RunId { get; set; }

    /// <summary>Which tasks run again.</summary>
    [Parameter(Position = 1, HelpMessage = "Keys of the tasks to run again; without it all that failed or were not run.")]
    [ArgumentCompleter(typeof(TaskKeyCompleter))]
    [Alias("rerun_tasks", "RerunTask")]
    [ValidateNotNullOrEmpty]
    public string[]? TaskKey { get; set; }

    /// <summary>Whether dependents run again.</summary>
    [Parameter(HelpMessage = "Run again the tasks that depend on the ones in -TaskKey too, even if they succeeded.")]
    [Alias("rerun_dependent_tasks")]
    public SwitchParameter IncludeDependentTasks { get; set; }

    /// <summary>Job parameters.</summary>
    [Parameter(HelpMessage = "Values of job parameters for the repair: a hashtable. Secure strings are hidden.")]
    [ArgumentCompleter(typeof(JobParameterCompleter))]
    [SecretTransformation]
    [Alias("Parameter", "job_parameters")]
    public IDictionary? JobParameter { get; set; }

    /// <summary>Whether to wait.</summary>
    [Parameter(HelpMessage = "Wait until the repair has ended; every ending but success is an error.")]
    public SwitchParameter Wait { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (long runId in RunId!)
        {
            if (ShouldProcess($"Run {runId}", "Repair run"))
            {
                Repair(runId);
            }
        }
    }

    private void Repair(long runId)
    {
        RepairRun? request = null;
        if (!TryCheck(() => request = Request(runId), runId)
            || !TryStart(
                token => Client.RepairRunAsync(runId, request, token),
                _ => runId,
                Wait,
                runId,
                out RepairRunResponse repair))
        {
            return;
        }

        if (Wait)
        {
            WaitForStarted(runId, repair.RepairId);
        }
        else if (TryExecute(token => Client.GetRunAsync(runId, includeHistory: true, cancellationToken: token), runId, out Run run))
        {
            WriteObject(run);
        }
    }

    private RepairRun Request(long runId) => new()
    {
        RunId = runId,
        RerunTasks = TaskKey?.Distinct(StringComparer.Ordinal).ToList(),
        RerunDependentTasks = IncludeDependentTasks.IsPresent ? true : null,
        JobParameters = JobParameter?.ToStringMap(nameof(JobParameter)),
    };
}
