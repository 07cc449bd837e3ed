namespace Databricks.Jobs.LocalWorkspace.Engine;

/// <content>Cancelling and running out of time.</content>
internal sealed partial class RunEngine
{
    /// <summary>Asks a run to end; what has ended already stays as it is.</summary>
    public void Cancel(JobRun run)
    {
        if (run.Phase == Phase.Queued)
        {
            foreach (var node in run.Nodes.Where(node => !node.IsDone)) Close(node.Current, Ending.Canceled);
            if (run.Job is not null) run.Job.ActiveRuns++;
            run.Left = timeline.Now;
            Finish(run, Ending.Canceled);
        }
        else if (run.Phase is Phase.Pending or Phase.Running)
        {
            Stop(run, Ending.Canceled);
        }
    }

    /// <summary>Asks one task to end; those after it go on as their rules say.</summary>
    public void Cancel(TaskAttempt attempt)
    {
        if (attempt.IsUnderWay) Stop(attempt, Ending.Canceled);
        else if (attempt.Phase == Phase.Blocked) Complete(attempt, Ending.Canceled);
    }

    private void Stop(JobRun run, Ending ending)
    {
        run.Phase = Phase.Terminating;
        run.Stopping = ending;
        var active = run.Nodes.Where(node => node.Current.IsUnderWay).ToList();
        foreach (var node in active) Stop(node.Current, ending);
        if (active.Count == 0) timeline.After(options.CancelDuration, () => Settle(run));
    }

    private void Stop(TaskAttempt attempt, Ending ending)
    {
        foreach (var iteration in attempt.Iterations.Where(node => node.Current.IsUnderWay))
        {
            Stop(iteration.Current, Ending.Canceled);
        }

        if (attempt.Child is { IsActive: true } child) Cancel(child);
        Complete(attempt, ending, options.CancelDuration);
    }
}
