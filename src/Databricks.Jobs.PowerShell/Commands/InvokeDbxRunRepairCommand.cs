using System.Collections;
using System.Management.Automation;
using Databricks.Jobs.Models;
using Databricks.Jobs.PowerShell.Binding;
using Databricks.Jobs.PowerShell.Commands.Base;
using Databricks.Jobs.PowerShell.Completion;
using Databricks.Jobs.Runs;

namespace Databricks.Jobs.PowerShell.Commands;

/// <summary>Repairs runs: reruns their failed tasks and the tasks that depend on them.</summary>
[Cmdlet(
    VerbsLifecycle.Invoke,
    "DbxRunRepair",
    SupportsShouldProcess = true,
    HelpUri = Help.Base + "Invoke-DbxRunRepair.md")]
[Alias("Repair-DbxRun")]
[OutputType(typeof(Run))]
public sealed class InvokeDbxRunRepairCommand : RunStartCommandBase
{
    /// <summary>The IDs of the runs.</summary>
    [Parameter(
        Mandatory = true,
        Position = 0,
        ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true,
        HelpMessage = "The IDs of the runs to repair.")]
    [ArgumentCompleter(typeof(RunIdCompleter))]
    [IdTransformation(IdKind.Run)]
    [Alias("run_id")]
    public long[]? RunId { get; set; }

    /// <summary>The keys of the tasks to rerun.</summary>
    [Parameter(
        Position = 1,
        HelpMessage = "The keys of the tasks to rerun. By default, all tasks that failed or never ran.")]
    [ArgumentCompleter(typeof(TaskKeyCompleter))]
    [Alias("rerun_tasks", "RerunTask")]
    [ValidateNotNullOrEmpty]
    public string[]? TaskKey { get; set; }

    /// <summary>Whether to also rerun dependent tasks.</summary>
    [Parameter(HelpMessage = "Also reruns the tasks that depend on the tasks in -TaskKey, even if they succeeded.")]
    [Alias("rerun_dependent_tasks")]
    public SwitchParameter IncludeDependentTasks { get; set; }

    /// <summary>The values of job parameters.</summary>
    [Parameter(
        HelpMessage = "The values of job parameters for the repair: a hashtable. The values of the run are not "
            + "carried over.")]
    [ArgumentCompleter(typeof(JobParameterCompleter))]
    [SecretTransformation]
    [Alias("Parameter", "job_parameters")]
    public IDictionary? JobParameter { get; set; }

    /// <summary>Whether to wait until the repair has ended.</summary>
    [Parameter(HelpMessage = "Waits until the repair has ended, and writes an error for every result except success.")]
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
        else if (TryExecute(
            token => Client.GetRunAsync(runId, includeHistory: true, cancellationToken: token),
            runId,
            out Run run))
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
