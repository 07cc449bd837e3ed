
namespace Databricks.Jobs.LocalWorkspace.Domain;

/// <content>Cancelling and running out of time.</content>
internal sealed partial class RunEngine
{
    /// <summary>Asks a run to end; what has ended already stays as it is.</summary>
    public void Cancel(JobRun run)
    {
        if (run.Phase == Phase.Queued)
        {
            foreach (var node in run.Nodes.Where(node => !node.IsDone)) Close(node.Current, Termination.Canceled);
            if (run.Job is not null) run.Job.ActiveRuns++;
            run.Left = events.Now;
            Finish(run, Termination.Canceled);
        }
        else if (run.Phase is Phase.Pending or Phase.Running)
        {
            Stop(run, Termination.Canceled);
        }
    }

    /// <summary>Asks one task to end; those after it go on as their rules say.</summary>
    public void Cancel(TaskAttempt attempt)
    {
        if (attempt.IsUnderWay) Stop(attempt, Termination.Canceled);
        else if (attempt.Phase == Phase.Blocked) Complete(attempt, Termination.Canceled);
    }

    private void Stop(JobRun run, Termination termination)
    {
        run.Phase = Phase.Terminating;
        run.Stopping = termination;
        var active = run.Nodes.Where(node => node.Current.IsUnderWay).ToList();
        foreach (var node in active) Stop(node.Current, termination);
        if (active.Count == 0) events.ScheduleAfter(options.CancelDuration, () => Settle(run));
    }

    private void Stop(TaskAttempt attempt, Termination termination)
    {
        foreach (var iteration in attempt.Iterations.Where(node => node.Current.IsUnderWay))
        {
            Stop(iteration.Current, Termination.Canceled);
        }

        if (attempt.Child is { IsActive: true } child) Cancel(child);
        Complete(attempt, termination, options.CancelDuration);
    }
}
