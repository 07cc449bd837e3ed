using System.Management.Automation;
using Databricks.Jobs.Models;
using Databricks.Jobs.PowerShell.Progress;
using Databricks.Jobs.Runs;

namespace Databricks.Jobs.PowerShell.Commands.Base;

/// <content>Waiting for one run, with progress that includes outages of the service.</content>
public abstract partial class DbxCommandBase
{
    /// <summary>Waits until a run has ended; a failure becomes a non-terminating error.</summary>
    /// <param name="runId">The ID of the run.</param>
    /// <param name="options">Creates the options from the receiver of outages.</param>
    /// <param name="run">The run after it has ended.</param>
    /// <returns>Whether it has ended.</returns>
    private protected bool TryWait(long runId, Func<IProgress<ServiceOutage>, RunWaitOptions> options, out Run run)
    {
        Run? ended = null;
        bool hasEnded = TryCheck(() => ended = WaitForRun(runId, options), runId);
        run = ended!;
        return hasEnded;
    }

    /// <summary>Waits until a run has ended.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="options">How to wait, with a receiver of outages.</param>
    /// <returns>The run after it has ended.</returns>
    private protected Run WaitForRun(long runId, Func<IProgress<ServiceOutage>, RunWaitOptions> options)
    {
        var display = new RunProgressDisplay(runId);
        var progress = new PostedProgress<RunProgress>(this, step => WriteProgress(display.Show(step)));
        RunWaitOptions waitOptions = options(OutageProgress(display.Show));
        try
        {
            return Execute(token => Client.WaitForRunAsync(runId, waitOptions, progress, token));
        }
        finally
        {
            WriteProgress(display.Complete());
        }
    }

    /// <summary>Shows the outages of a wait.</summary>
    /// <param name="show">Creates the progress record for a message about an outage.</param>
    private protected IProgress<ServiceOutage> OutageProgress(Func<string, ProgressRecord> show) =>
        new PostedProgress<ServiceOutage>(this, new OutageDisplay(this, show).Show);
}
