namespace Databricks.Jobs.LocalWorkspace.Domain;

/// <content>Reruns parts of a run that has ended.</content>
internal sealed partial class RunEngine
{
    /// <summary>Reruns tasks and returns the ID of the repair.</summary>
    public long Repair(JobRun run, IReadOnlyCollection<string> taskKeys, string? performanceTarget)
    {
        var round = new RunRound(ids.Next(), events.Now)
        {
            PerformanceTarget = performanceTarget ?? run.Settings.PerformanceTarget,
        };
        run.Rounds.Add(round);
        foreach (TaskNode node in run.Nodes.Where(node => taskKeys.Contains(node.Key)))
        {
            node.Retries = 0;
            AddAttempt(node, round);
        }

        run.Termination = null;
        run.EndTime = null;
        run.Phase = Phase.Pending;
        if (run.Job is not null) run.Job.ActiveRuns++;
        LimitTime(run);
        events.ScheduleAfter(TimeSpan.Zero, () => Settle(run));
        return round.Id;
    }
}
