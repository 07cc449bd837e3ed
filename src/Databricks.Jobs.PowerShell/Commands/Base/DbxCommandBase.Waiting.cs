using System.Management.Automation;
using Databricks.Jobs.Models;
using Databricks.Jobs.PowerShell.Completion;
using Databricks.Jobs.PowerShell.PipelineLogs;
using Databricks.Jobs.PowerShell.Progress;
using Databricks.Jobs.Runs;

namespace Databricks.Jobs.PowerShell.Commands.Base;

/// <content>Waiting for runs, with progress that includes outages of the service.</content>
public abstract partial class DbxCommandBase
{
    private protected const string PipelineLogHelp = "With -Wait, writes groups, progress and errors in the commands of "
        + "AzureDevOps or GitHub, or None. By default, those of the build system that runs the command.";

    private const int MaxNamedRuns = 20;

    private readonly Dictionary<long, Run> _read = [];
    private BuildLog? _log;
    private bool _hasLog;

    /// <summary>What a command that this one recommends needs to use the same workspace: empty, or
    /// <c> -Workspace name</c>.</summary>
    private protected string WorkspaceArgument =>
        MyInvocation.BoundParameters.ContainsKey(nameof(Workspace)) && !Workspace!.IsCurrent
            ? $" -Workspace {QuotedWord.Write(Workspace.Argument, quote: null)}"
            : "";

    /// <summary>The build system whose commands a wait writes; null for the one that runs this process.</summary>
    private protected virtual PipelineLogFormat? LogFormat => null;

    /// <summary>The log of the build that runs this process; null if there is none.</summary>
    private protected BuildLog? Log
    {
        get
        {
            if (!_hasLog)
            {
                _hasLog = true;
                _log = PipelineCommands.For(LogFormat, WriteHostLine) is { } commands
                    ? new BuildLog(this, commands)
                    : null;
            }

            return _log;
        }
    }

    /// <summary>Whether the runs are canceled when the wait ends early.</summary>
    private protected virtual bool CancelsRuns => false;

    /// <summary>Waits for runs: for one with its tasks as progress, for several with few requests. After Ctrl+C, a line
    /// says how to wait again.</summary>
    /// <param name="runIds">The IDs of the runs, each once.</param>
    /// <param name="options">Creates the options from the receiver of outages.</param>
    /// <param name="write">Writes a run that has ended, or the error with the run as it was last read.</param>
    private protected void WaitForRuns(
        IReadOnlyList<long> runIds,
        Func<IProgress<ServiceOutage>, RunWaitOptions> options,
        Action<RunWaitResult> write)
    {
        var pending = new HashSet<long>(runIds);
        try
        {
            if (runIds is [var only])
            {
                WaitForOne(only, options, WriteEnded);
            }
            else if (runIds.Count > 1)
            {
                WaitForMany(runIds, options, WriteEnded);
            }
        }
        catch (PipelineStoppedException) when (Stopping && pending.Count > 0 && IsInteractive)
        {
            // Not through the pipeline, which has ended.
            Host.UI.WriteLine(ScreenText.Line(DescribePending([.. runIds.Where(pending.Contains)])));
            throw;
        }

        finally
        {
            _log?.Close();
        }

        void WriteEnded(RunWaitResult result)
        {
            pending.Remove(result.RunId);
            if (pending.Count == 0)
            {
                Log?.Close();
            }

            write(result);
        }
    }

    /// <summary>Called on the pipeline's thread when a run has been read.</summary>
    private protected virtual void OnRead(Run run)
    {
        if (run.RunId is { } runId)
        {
            _read[runId] = run;
        }
    }

    private string DescribePending(IReadOnlyList<long> runIds)
    {
        string ids = runIds.Count > MaxNamedRuns ? "" : string.Join(", ", runIds);
        string again = (ids.Length == 0 ? "Get-DbxRun -Active | Wait-DbxRun" : $"Wait-DbxRun {ids}")
            + WorkspaceArgument;
        if (runIds is not [var runId])
        {
            string runs = $"{runIds.Count} runs {(CancelsRuns ? "are being canceled" : "continue")}";
            return $"{runs}. To wait again, run {again}.";
        }

        _read.TryGetValue(runId, out Run? run);
        // The address is at the end, without a period, which would be a part of the link.
        string page = run is not null && RunUrl.Of(run) is { } url ? $" Page: {url}" : "";
        return $"{new RunReference(runId, run)} {(CancelsRuns ? "is being canceled" : "continues")}. "
            + $"To wait again, run {again}.{page}";
    }

    /// <summary>Shows the outages of a wait.</summary>
    /// <param name="show">Creates the progress record for a message about an outage.</param>
    private protected IProgress<ServiceOutage> OutageProgress(Func<string, ProgressRecord> show) =>
        new PostedProgress<ServiceOutage>(this, new OutageDisplay(this, show).Show);

    private void WaitForOne(
        long runId,
        Func<IProgress<ServiceOutage>, RunWaitOptions> options,
        Action<RunWaitResult> write)
    {
        var display = new RunProgressDisplay(runId);
        var progress = new PostedProgress<RunProgress>(this, step =>
        {
            OnRead(step.Run);
            Log?.Show(step.Run);
            WriteProgress(display.Show(step));
        });
        RunWaitOptions waitOptions = options(OutageProgress(display.Show));
        RunWaitResult result;
        try
        {
            if (!TryExecute(
                token => Client.TryWaitForRunAsync(runId, waitOptions, progress, token), runId, out result))
            {
                return;
            }
        }
        finally
        {
            WriteProgress(display.Complete());
        }

        write(result);
    }

    private void WaitForMany(
        IReadOnlyList<long> runIds,
        Func<IProgress<ServiceOutage>, RunWaitOptions> options,
        Action<RunWaitResult> write)
    {
        var display = new ManyRunsDisplay();
        var progress = new PostedProgress<ManyRunsProgress>(this, step =>
        {
            foreach (Run run in step.Active)
            {
                OnRead(run);
            }

            Log?.Show(step);
            WriteProgress(display.Show(step));
        });
        RunWaitOptions waitOptions = options(OutageProgress(display.Show));
        try
        {
            WriteEach(() => Client.WaitForRunsAsync(runIds, waitOptions, progress, StopToken), runIds, result =>
            {
                if (result.Run is { } run)
                {
                    Log?.ShowChange(run);
                }

                write(result);
                return true;
            });
        }
        finally
        {
            WriteProgress(ManyRunsDisplay.Complete());
        }
    }
}
