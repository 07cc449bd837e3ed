using System.Management.Automation;
using Databricks.Jobs.Models;
using Databricks.Jobs.PowerShell.Binding;
using Databricks.Jobs.PowerShell.Commands.Base;
using Databricks.Jobs.PowerShell.Completion;
using Databricks.Jobs.Runs;

namespace Databricks.Jobs.PowerShell.Commands;

/// <summary>Stops runs: asks the service to cancel them.</summary>
[Cmdlet(VerbsLifecycle.Stop, "DbxRun", DefaultParameterSetName = RunSet, SupportsShouldProcess = true, HelpUri = Help.Base + "Stop-DbxRun.md")]
[OutputType(typeof(Run))]
public sealed class StopDbxRunCommand : DbxCommandBase
{
    private const string RunSet = "Run";
    private const string JobSet = "Job";
    private const string QueueSet = "Queue";

    /// <summary>Ids of runs.</summary>
    [Parameter(
        Mandatory = true,
        Position = 0,
        ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true,
        ParameterSetName = RunSet,
        HelpMessage = "Ids of the runs to stop. A run that has ended stays as it is.")]
    [ArgumentCompleter(typeof(RunIdCompleter))]
    [IdTransformation(IdKind.Run)]
    [Alias("run_id")]
    public long[]? RunId { get; set; }

    /// <summary>Ids of jobs.</summary>
    [Parameter(
        Mandatory = true,
        ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true,
        ParameterSetName = JobSet,
        HelpMessage = "Ids of the jobs whose runs are stopped.")]
    [Parameter(
        ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true,
        ParameterSetName = QueueSet,
        HelpMessage = "Ids of the jobs whose queued runs are stopped; without it those of the whole workspace.")]
    [ArgumentCompleter(typeof(JobIdCompleter))]
    [IdTransformation(IdKind.Job)]
    [Alias("job_id")]
    [ValidateNotNullOrEmpty]
    public long[]? JobId { get; set; }

    /// <summary>Whether to stop all runs.</summary>
    [Parameter(Mandatory = true, ParameterSetName = JobSet, HelpMessage = "Stop all active runs of the jobs.")]
    public SwitchParameter All { get; set; }

    /// <summary>Whether to stop what is queued.</summary>
    [Parameter(Mandatory = true, ParameterSetName = QueueSet, HelpMessage = "Stop the runs that wait in the queue and leave those that run.")]
    [Alias("all_queued_runs")]
    public SwitchParameter AllQueued { get; set; }

    /// <summary>Whether to wait.</summary>
    [Parameter(HelpMessage = "Wait until the runs have ended, and return them.")]
    public SwitchParameter Wait { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        switch (ParameterSetName)
        {
            case RunSet:
                Array.ForEach(RunId!, StopRun);
                break;
            case QueueSet when JobId is null:
                StopAll(jobId: null);
                break;
            default:
                Array.ForEach(JobId!, jobId => StopAll(jobId));
                break;
        }
    }

    private void StopRun(long runId)
    {
        if (ShouldProcess($"Run {runId}", "Stop run")
            && TryExecute(token => Client.CancelRunAsync(runId, token), runId))
        {
            WaitFor([runId]);
        }
    }

    private void StopAll(long? jobId)
    {
        string target = jobId is null ? "The workspace" : $"Job {jobId}";
        if (!ShouldProcess(target, AllQueued ? "Stop all queued runs" : "Stop all runs"))
        {
            return;
        }

        // Looked up before they are stopped: afterwards nothing tells them from other runs that have ended.
        List<long> stopped = Wait ? Find(jobId) : [];
        var request = new CancelAllRuns { JobId = jobId, AllQueuedRuns = AllQueued ? true : null };
        if (TryExecute(token => Client.CancelAllRunsAsync(request, token), jobId))
        {
            WaitFor(stopped);
        }
    }

    private List<long> Find(long? jobId)
    {
        var found = new List<long>();
        var options = new ListRunsOptions { JobId = jobId, ActiveOnly = true };
        WriteAll(() => Client.ListRunPagesAsync(options, StopToken), jobId, run =>
        {
            if (!AllQueued || RunOutcome.Of(run).State == nameof(RunLifeCycleState.QUEUED))
            {
                found.Add(run.RunId!.Value);
            }

            return true;
        });
        return found;
    }

    private void WaitFor(IEnumerable<long> runIds)
    {
        foreach (long runId in Wait ? runIds : [])
        {
            if (TryWait(runId, outages => new RunWaitOptions { Outages = outages }, out Run run))
            {
                WriteObject(run);
            }
        }
    }
}
