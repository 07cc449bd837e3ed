using Databricks.Jobs.Models;

namespace Databricks.Jobs.PowerShell.Progress;

/// <summary>Shows a wait for runs. All methods are called on the pipeline's thread.</summary>
internal abstract class WaitDisplay(WatchedRuns runs) : IDisposable
{
    private bool _hasEnded;

    public WatchedRuns Runs { get; } = runs;

    /// <summary>Whether it shows how long runs probably take, which costs one request for each job.</summary>
    public virtual bool ShowsExpectedDurations => true;

    /// <summary>Shows what is known now.</summary>
    public abstract void Show();

    /// <summary>Called before something else is written to the terminal.</summary>
    public virtual void Hide()
    {
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_hasEnded)
        {
            _hasEnded = true;
            End();
        }
    }

    /// <summary>Ends the display, once.</summary>
    private protected abstract void End();

    /// <summary>The first names, and the number of the others.</summary>
    private protected static string Names(IEnumerable<string> names)
    {
        const int MaxNamed = 3;
        string[] all = [.. names];
        string first = string.Join(", ", all.Take(MaxNamed));
        return all.Length > MaxNamed ? $"{first} and {all.Length - MaxNamed} more" : first;
    }

    private protected static bool IsRunning(RunOutcome outcome) => outcome.State == nameof(RunLifeCycleState.RUNNING);
}
