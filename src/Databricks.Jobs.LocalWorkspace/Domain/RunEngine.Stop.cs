namespace Databricks.Jobs.LocalWorkspace.Domain;

/// <content>Cancellation and timeouts.</content>
internal sealed partial class RunEngine
{
    /// <summary>Cancels a run. Tasks that have already ended do not change.</summary>
    public void Cancel(JobRun run)
    {
        if (run.Phase == Phase.Queued)
        {
            foreach (TaskNode node in run.Nodes.Where(node => !node.IsDone)) Close(node.Current, Termination.Canceled);
            if (run.Job is not null) run.Job.ActiveRuns++;
            run.Dequeued = events.Now;
            Finish(run, Termination.Canceled);
        }
        else if (run.Phase is Phase.Pending or Phase.Running)
        {
            Stop(run, Termination.Canceled);
        }
    }

    /// <summary>Cancels those of the runs that are active, the latest first.</summary>
    public void CancelAll(IEnumerable<JobRun> runs)
    {
        foreach (JobRun run in runs.Where(run => run.IsActive).Reverse().ToList()) Cancel(run);
    }

    /// <summary>Cancels one task. Its downstream tasks continue as their run_if rules say.</summary>
    public void Cancel(TaskAttempt attempt)
    {
        if (attempt.IsInProgress) Stop(attempt, Termination.Canceled);
        else if (attempt.Phase == Phase.Blocked) Complete(attempt, Termination.Canceled);
    }

    private void Stop(JobRun run, Termination termination)
    {
        run.Phase = Phase.Terminating;
        run.Stopping = termination;
        var active = run.Nodes.Where(node => node.Current.IsInProgress).ToList();
        foreach (TaskNode node in active) Stop(node.Current, termination);
        if (active.Count == 0) events.ScheduleAfter(options.CancelDuration, () => Settle(run));
    }

    private void Stop(TaskAttempt attempt, Termination termination)
    {
        foreach (TaskNode iteration in attempt.Iterations.Where(node => node.Current.IsInProgress))
        {
            Stop(iteration.Current, Termination.Canceled);
        }

        if (attempt.Child is { IsActive: true } child) Cancel(child);
        Complete(attempt, termination, options.CancelDuration);
    }
}
