using System.Management.Automation;
using Databricks.Jobs.Models;
using Databricks.Jobs.PowerShell.Binding;
using Databricks.Jobs.PowerShell.Commands.Base;
using Databricks.Jobs.PowerShell.Completion;
using Databricks.Jobs.PowerShell.Errors;
using Databricks.Jobs.Runs;

namespace Databricks.Jobs.PowerShell.Commands;

/// <summary>Stops runs.</summary>
[Cmdlet(
    VerbsLifecycle.Stop,
    "DbxRun",
    DefaultParameterSetName = RunSet,
    SupportsShouldProcess = true,
    HelpUri = Help.Base + "Stop-DbxRun.md")]
[OutputType(typeof(Run))]
public sealed class StopDbxRunCommand : DbxCommandBase
{
    private const string RunSet = "Run";
    private const string JobSet = "Job";
    private const string QueueSet = "Queue";

    private readonly List<long> _stopped = [];
    private readonly List<RunReference> _runs = [];
    private bool _yesToAll;
    private bool _noToAll;

    /// <summary>The IDs of the runs.</summary>
    [Parameter(
        Mandatory = true,
        Position = 0,
        ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true,
        ParameterSetName = RunSet,
        HelpMessage = "The IDs of the runs to stop.")]
    [ArgumentCompleter(typeof(RunIdCompleter))]
    [IdTransformation(IdKind.Run)]
    [Alias("run_id")]
    public long[]? RunId { get; set; }

    /// <summary>The IDs of the jobs.</summary>
    [Parameter(
        Mandatory = true,
        ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true,
        ParameterSetName = JobSet,
        HelpMessage = "The IDs or names of the jobs whose active runs to stop.")]
    [Parameter(
        ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true,
        ParameterSetName = QueueSet,
        HelpMessage = "The IDs or names of the jobs whose queued runs to stop. By default, those of the whole "
            + "workspace.")]
    [ArgumentCompleter(typeof(JobIdCompleter))]
    [IdTransformation(IdKind.Job)]
    [Alias("job_id")]
    [ValidateNotNullOrEmpty]
    public JobIdentity[]? JobId { get; set; }

    /// <summary>Whether to stop all active runs of the jobs.</summary>
    [Parameter(
        ParameterSetName = JobSet,
        HelpMessage = "Stops all active runs of the jobs in -JobId without a confirmation prompt.")]
    public SwitchParameter All { get; set; }

    /// <summary>Whether to stop only queued runs.</summary>
    [Parameter(
        Mandatory = true,
        ParameterSetName = QueueSet,
        HelpMessage = "Stops queued runs and leaves running ones alone.")]
    [Alias("all_queued_runs")]
    public SwitchParameter AllQueued { get; set; }

    /// <summary>Whether to wait until the runs have ended.</summary>
    [Parameter(
        HelpMessage = "Waits until each run has ended and returns it. The result CANCELED is expected here and "
            + "does not cause an error.")]
    public SwitchParameter Wait { get; set; }

    /// <summary>Whether to change everything without a prompt.</summary>
    [Parameter(HelpMessage = "Suppresses the confirmation prompts.")]
    public SwitchParameter Force { get; set; }

    /// <summary>The build system whose commands to write.</summary>
    [Parameter(HelpMessage = PipelineLogHelp)]
    public PipelineLogFormat? PipelineLog { get; set; }

    private protected override PipelineLogFormat? LogFormat => PipelineLog;

    private protected override bool CancelsRuns => true;

    private protected override bool IsForced => Force;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        switch (ParameterSetName)
        {
            case RunSet:
                _runs.AddRange(FindRuns(RunId!));
                break;
            case QueueSet when JobId is null:
                StopAll(job: null);
                break;
            default:
                foreach (JobReference job in FindJobs(JobId!))
                {
                    StopAll(job);
                }

                break;
        }
    }

    // At the end of the pipeline, when it is known how many runs are meant.
    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (ShouldProcessAll(_runs, "Stop", "runs"))
        {
            _runs.ForEach(StopRun);
        }

        WaitForRuns(
            [.. _stopped.Distinct()],
            static outages => new RunWaitOptions { Outages = outages },
            Write);
    }

    private void StopRun(RunReference run)
    {
        if (ShouldProcess($"{run}", "Stop run")
            && TryExecute(token => Client.CancelRunAsync(run.Id, token), run.Id))
        {
            WaitFor([run.Id]);
        }
    }

    private void StopAll(JobReference? job)
    {
        long? jobId = job?.Id;
        string target = job is null ? "All jobs" : $"{job}";
        if (!ShouldProcess(target, AllQueued ? "Stop all queued runs" : "Stop all runs")
            || (!All && !AllQueued && !Force && !IsConfirmed(target, jobId)))
        {
            return;
        }

        // Listed before they are stopped: afterwards they cannot be distinguished from other runs that have ended.
        List<long> stopped = Wait ? Find(jobId) : [];
        var request = new CancelAllRuns { JobId = jobId, AllQueuedRuns = AllQueued ? true : null };
        if (TryExecute(token => Client.CancelAllRunsAsync(request, token), jobId))
        {
            WaitFor(stopped);
        }
    }

    // Without -All, the user may not have thought of all runs of the job, so the command always prompts, except with
    // -Confirm: either the user has just confirmed it, or -Confirm:$false says not to.
    private bool IsConfirmed(string target, long? jobId)
    {
        if (MyInvocation.BoundParameters.ContainsKey("Confirm"))
        {
            return true;
        }

        int count = Find(jobId).Count;
        if (count == 0)
        {
            WriteVerbose($"{target} has no active runs.");
            return false;
        }

        string runs = count == 1 ? "1 active run" : $"{count} active runs";
        return TryAsk(
            () => ShouldContinue(
                ScreenText.Line($"Stop {runs} of {target}?"), "Stop runs", ref _yesToAll, ref _noToAll),
            $"{target} has {runs}.",
            "To stop all runs of a job without a confirmation prompt, use -All.",
            jobId);
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
        if (Wait)
        {
            _stopped.AddRange(runIds);
        }
    }

    private void Write(RunWaitResult result)
    {
        if (result.Run is not null)
        {
            WriteObject(result.Run);
        }

        if (result.Error is { } error)
        {
            WriteError(ErrorRecords.From(error, result.RunId));
        }
    }
}
