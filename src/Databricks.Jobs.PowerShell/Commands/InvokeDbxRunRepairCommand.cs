using System.Collections;
using System.Management.Automation;
using Databricks.Jobs.Definitions;
using Databricks.Jobs.Models;
using Databricks.Jobs.PowerShell.Binding;
using Databricks.Jobs.PowerShell.Commands.Base;
using Databricks.Jobs.PowerShell.Completion;
using Databricks.Jobs.PowerShell.Formatting;
using Databricks.Jobs.Runs;

namespace Databricks.Jobs.PowerShell.Commands;

/// <summary>Repairs runs: reruns their failed tasks and the tasks that depend on them.</summary>
[Cmdlet(
    VerbsLifecycle.Invoke,
    "DbxRunRepair",
    DefaultParameterSetName = IdSet,
    SupportsShouldProcess = true,
    HelpUri = Help.Base + "Invoke-DbxRunRepair.md")]
[Alias("Repair-DbxRun")]
[OutputType(typeof(Run))]
public sealed class InvokeDbxRunRepairCommand : JobRunStartCommandBase
{
    /// <summary>The IDs of the runs.</summary>
    [Parameter(
        Mandatory = true,
        Position = 0,
        ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true,
        ParameterSetName = IdSet,
        HelpMessage = "The IDs of the runs to repair.")]
    [Parameter(
        Mandatory = true,
        ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true,
        ParameterSetName = PipedSet,
        HelpMessage = "The IDs of the runs to repair.")]
    [ArgumentCompleter(typeof(RunIdCompleter))]
    [IdTransformation(IdKind.Run, OnlyIds = true)]
    [Alias("run_id")]
    public long[]? RunId { get; set; }

    /// <summary>The keys of the tasks to rerun.</summary>
    [Parameter(
        Position = 1,
        ParameterSetName = IdSet,
        HelpMessage = "The keys of the tasks to rerun. By default, all tasks that failed or never ran.")]
    [Parameter(
        Position = 0,
        ParameterSetName = PipedSet,
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
        HelpMessage = "The values of job parameters that differ from those of the run: a hashtable.")]
    [ArgumentCompleter(typeof(JobParameterCompleter))]
    [SecretTransformation]
    [Alias("Parameter", "job_parameters")]
    public IDictionary? JobParameter { get; set; }

    /// <summary>Whether to use the defaults of the job.</summary>
    [Parameter(HelpMessage = "Uses the current defaults of the job instead of the parameters of the run.")]
    public SwitchParameter UseJobDefaults { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (this.TryBindInput())
        {
            foreach (RunReference run in FindRuns(RunId!))
            {
                Repair(run);
            }
        }
    }

    private void Repair(RunReference run)
    {
        long runId = run.Id;
        // With -WhatIf too: what is sent depends on the run.
        if (!TryExecute(token => CreateRequestAsync(runId, token), runId, out RepairRun request)
            || !ShouldProcess($"{run}", "Repair run: " + RequestText.Of(request))
            || !TryStart(
                token => Client.RepairRunAsync(request, token),
                _ => runId,
                runId,
                out RepairRunResponse response))
        {
            return;
        }

        WriteStarted(new StartedRun(runId) { RepairId = response.RepairId });
    }

    private async Task<RepairRun> CreateRequestAsync(long runId, CancellationToken cancellationToken)
    {
        RepairRun given = CreateTaskParameters().CopyTo(new RepairRun());
        given.RerunTasks = TaskKey?.Distinct(StringComparer.Ordinal).ToList();
        given.RerunDependentTasks = IncludeDependentTasks.IsPresent ? true : null;
        given.JobParameters = JobParameter?.ToStringMap(nameof(JobParameter));
        given.PerformanceTarget = PerformanceTarget;
        RepairRun request = await Client
            .CreateRepairAsync(runId, given, UseJobDefaults, cancellationToken)
            .ConfigureAwait(false);
        JobValidator.Validate(request);
        return request;
    }
}
