using System.ComponentModel;
using System.Management.Automation;
using Databricks.Jobs.Models;
using Databricks.Jobs.PowerShell.Binding;
using Databricks.Jobs.PowerShell.Completion;
using Databricks.Jobs.PowerShell.Errors;
using Databricks.Jobs.Runs;

namespace Databricks.Jobs.PowerShell.Commands.Base;

/// <summary>A command that starts runs, can wait for them, and can cancel them on Ctrl+C.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class RunStartCommandBase : RunWaitCommandBase
{
    private readonly Dictionary<long, StartedRun> _started = [];
    private readonly HashSet<long> _ended = [];
    private readonly HashSet<long> _noted = [];
    private volatile bool _wasStopped;

    /// <summary>How serverless tasks balance speed and cost.</summary>
    [Parameter(
        HelpMessage = "How serverless tasks of the run balance speed and cost: PERFORMANCE_OPTIMIZED or STANDARD.")]
    [KnownValueTransformation(typeof(PerformanceTarget))]
    [ArgumentCompleter(typeof(KnownValueCompleter<PerformanceTarget>))]
    [ValidateNotNullOrEmpty]
    public string? PerformanceTarget { get; set; }

    /// <summary>Whether to wait until the run has ended.</summary>
    [Parameter(HelpMessage = "Waits until the run has ended, and writes an error for every result except success.")]
    public SwitchParameter Wait { get; set; }

    /// <summary>Whether Ctrl+C cancels the run.</summary>
    [Parameter(
        HelpMessage = "With -Wait, Ctrl+C cancels the runs that this command started instead of only ending the wait.")]
    public SwitchParameter StopOnCancel { get; set; }

    /// <inheritdoc/>
    protected override void StopProcessing()
    {
        _wasStopped = true;
        base.StopProcessing();
    }

    /// <summary>Starts a run; a failure becomes a non-terminating error.</summary>
    /// <param name="start">Sends the request.</param>
    /// <param name="runId">Gets the ID of the run from the response.</param>
    /// <param name="target">The target object of an error.</param>
    /// <param name="started">The response.</param>
    /// <returns>Whether the run was started.</returns>
    private protected bool TryStart<T>(
        Func<CancellationToken, Task<T>> start,
        Func<T, long?> runId,
        object? target,
        out T started) => TryExecute(
            Wait && StopOnCancel ? token => Client.StartOrCancelRunAsync(start, runId, token) : start,
            target,
            out started);

    /// <summary>Writes a run that this command started as it is now, or with -Wait remembers it: the wait for all runs
    /// begins when all are started.</summary>
    private protected void WriteStarted(StartedRun started)
    {
        if (Wait)
        {
            _started[started.RunId] = started;
            return;
        }

        // A run that was started must not be lost because it cannot be read.
        try
        {
            Run run = Execute(token => Client.GetRunAsync(
                started.RunId, includeHistory: started.RepairId is not null, cancellationToken: token));
            CheckRun(run);
            WriteStartedNote(started, run);
            SetOutputs(run);
            WriteObject(run);
        }
        catch (Exception exception) when (ErrorRecords.IsKnown(exception))
        {
            SetOutputs(started.ToRun());
            WriteObject(started.ToRun());
            WriteError(ErrorRecords.RunNotRead(started.ToString(), started.RunId, exception));
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing() => WaitForRuns([.. _started.Keys], StartedOptions, result =>
    {
        _ended.Add(result.RunId);
        WriteResult(result);
    });

    private protected override bool CancelsRuns => StopOnCancel;

    /// <inheritdoc/>
    private protected override void OnRead(Run run)
    {
        base.OnRead(run);
        if (run.RunId is { } runId && _started.TryGetValue(runId, out StartedRun? started) && _noted.Add(runId))
        {
            WriteStartedNote(started, run);
        }
    }

    // The page is known when the run has been read.
    private void WriteStartedNote(StartedRun started, Run run)
    {
        string repair = started.RepairId is { } repairId ? $"Repair {repairId} of " : "";
        string page = RunUrl.Of(run) is { } url ? $": {url}" : ".";
        WriteNote($"{repair}{new RunReference(started.RunId, run)} was started{page}");
    }

    /// <inheritdoc/>
    private protected override void WriteFailedWait(long runId, Run? latest, JobsException error)
    {
        StartedRun started = _started[runId];
        WriteObject(latest ?? started.ToRun());
        WriteError(error is RunWaitTimeoutException
            ? ErrorRecords.From(error, runId)
            : ErrorRecords.RunNotRead(started.ToString(), runId, error));
    }

    /// <summary>After Ctrl+C with -StopOnCancel, cancels the runs that this command started. If the pipeline ends early
    /// for another reason, such as Select-Object -First, the runs continue.</summary>
    protected override void Dispose(bool disposing)
    {
        if (Wait && StopOnCancel && _wasStopped && _started.Count > _ended.Count)
        {
            // On this thread, because the prompt waits for it.
            Client.CancelRunsInBackgroundAsync(_started.Keys.Except(_ended)).GetAwaiter().GetResult();
        }

        base.Dispose(disposing);
    }

    private RunWaitOptions StartedOptions(IProgress<ServiceOutage> outages)
    {
        RunWaitOptions options = WaitOptions(outages);
        options.IsNewRun = true;
        options.RepairIds = _started.Values
            .Where(static started => started.RepairId is not null)
            .ToDictionary(static started => started.RunId, static started => started.RepairId!.Value);
        options.RepairId = _started.Values.First().RepairId;
        return options;
    }
}
