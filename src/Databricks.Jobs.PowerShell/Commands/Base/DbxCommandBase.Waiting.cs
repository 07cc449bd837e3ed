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
    private protected const string PipelineLogHelp = "With -Wait, writes groups, progress and errors in the commands "
        + "of AzureDevOps or GitHub, or None. By default, those of the build system that runs the command.";

    private const int MaxNamedRuns = 20;

    private WaitDisplay? _display;
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

    /// <summary>The command that waits again after Ctrl+C.</summary>
    private protected virtual string WaitCommand => "Wait-DbxRun";

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
        if (runIds.Count == 0)
        {
            return;
        }

        var runs = new WatchedRuns(runIds);
        try
        {
            using var expected = new ExpectedDurationsCache(() => Client, StopToken);
            using WaitDisplay display = CreateWaitDisplay(runs);
            _display = display;
            RunWaitOptions waitOptions =
                options(new PostedProgress<ServiceOutage>(this, new OutageDisplay(this, display).Show));
            if (runIds is [var only])
            {
                WaitForOne(only, waitOptions, ShowRead, WriteEnded);
            }
            else
            {
                WaitForMany(runIds, waitOptions, ShowRead, WriteEnded);
            }

            void ShowRead(IEnumerable<Run> read, TimeSpan elapsed)
            {
                foreach (Run run in read)
                {
                    OnRead(run);
                    runs.Update(run);
                }

                runs.Elapsed = elapsed;
                if (display.ShowsExpectedDurations)
                {
                    foreach (WatchedRun run in runs.Pending)
                    {
                        expected.Complete(run);
                    }
                }

                display.Show();
            }

            void WriteEnded(RunWaitResult result)
            {
                runs.End(result);
                if (!runs.Pending.Any())
                {
                    display.Dispose();
                    Log?.Close();
                }

                write(result);
            }
        }
        catch (PipelineStoppedException) when (Stopping && IsInteractive && runs.Pending.Any())
        {
            // Not through the pipeline, which has ended.
            Host.UI.WriteLine(ScreenText.Line(DescribePending([.. runs.Pending])));
            throw;
        }
        finally
        {
            _display = null;
            _log?.Close();
        }
    }

    /// <summary>Creates what shows a wait.</summary>
    private protected virtual WaitDisplay CreateWaitDisplay(WatchedRuns runs) => new ProgressBarDisplay(this, runs);

    /// <summary>Called on the pipeline's thread when a run has been read.</summary>
    private protected virtual void OnRead(Run run)
    {
    }

    private protected override void OnWriting() => _display?.Hide();

    private string DescribePending(IReadOnlyList<WatchedRun> runs)
    {
        string ids = runs.Count > MaxNamedRuns ? "" : string.Join(", ", runs.Select(static run => run.RunId));
        string again = (ids.Length == 0 ? $"Get-DbxRun -Active | {WaitCommand}" : $"{WaitCommand} {ids}")
            + WorkspaceArgument;
        if (runs is not [var only])
        {
            string all = $"{runs.Count} runs {(CancelsRuns ? "are being canceled" : "continue")}";
            return $"{all}. To wait again, run {again}.";
        }

        // The address is at the end, without a period, which would be a part of the link.
        string page = only.Run is { } run && RunUrl.Of(run) is { } url ? $" Page: {url}" : "";
        return $"{new RunReference(only.RunId, only.Run)} {(CancelsRuns ? "is being canceled" : "continues")}. "
            + $"To wait again, run {again}.{page}";
    }

    private void WaitForOne(
        long runId,
        RunWaitOptions options,
        Action<IEnumerable<Run>, TimeSpan> show,
        Action<RunWaitResult> write)
    {
        var progress = new PostedProgress<RunProgress>(this, step =>
        {
            show([step.Run], step.Elapsed);
            Log?.Show(step.Run);
        });
        if (TryExecute(
            token => Client.TryWaitForRunAsync(runId, options, progress, token), runId, out RunWaitResult result))
        {
            write(result);
        }
    }

    private void WaitForMany(
        IReadOnlyList<long> runIds,
        RunWaitOptions options,
        Action<IEnumerable<Run>, TimeSpan> show,
        Action<RunWaitResult> write)
    {
        var progress = new PostedProgress<ManyRunsProgress>(this, step =>
        {
            show(step.Active, step.Elapsed);
            Log?.Show(step);
        });
        WriteEach(() => Client.WaitForRunsAsync(runIds, options, progress, StopToken), runIds, result =>
        {
            if (result.Run is { } run)
            {
                Log?.ShowChange(run);
            }

            write(result);
            return true;
        });
    }
}
