using System.Management.Automation;
using Databricks.Jobs.PowerShell.Progress;
using Databricks.Jobs.Runs;

namespace Databricks.Jobs.PowerShell.Commands.Base;

/// <content>Waiting for runs, with progress that includes outages of the service.</content>
public abstract partial class DbxCommandBase
{
    /// <summary>Waits for runs: for one with its tasks as progress, for several with few requests.</summary>
    /// <param name="runIds">The IDs of the runs, each once.</param>
    /// <param name="options">Creates the options from the receiver of outages.</param>
    /// <param name="write">Writes a run that has ended, or the error with the run as it was last read.</param>
    private protected void WaitForRuns(
        IReadOnlyList<long> runIds,
        Func<IProgress<ServiceOutage>, RunWaitOptions> options,
        Action<RunWaitResult> write)
    {
        if (runIds is [var only])
        {
            WaitForOne(only, options, write);
        }
        else if (runIds.Count > 1)
        {
            WaitForMany(runIds, options, write);
        }
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
        var progress = new PostedProgress<RunProgress>(this, step => WriteProgress(display.Show(step)));
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
        var progress = new PostedProgress<ManyRunsProgress>(this, step => WriteProgress(display.Show(step)));
        RunWaitOptions waitOptions = options(OutageProgress(display.Show));
        try
        {
            WriteEach(() => Client.WaitForRunsAsync(runIds, waitOptions, progress, StopToken), runIds, result =>
            {
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
