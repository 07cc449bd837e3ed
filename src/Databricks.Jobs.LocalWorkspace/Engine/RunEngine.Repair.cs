namespace Databricks.Jobs.LocalWorkspace.Engine;

/// <content>Running parts of an ended run again.</content>
internal sealed partial class RunEngine
{
    /// <summary>Runs tasks again and returns the id of the repair.</summary>
    public long Repair(JobRun run, IReadOnlyCollection<string> taskKeys)
    {
        var round = new RunRound(ids.Next(), timeline.Now);
        run.Rounds.Add(round);
        foreach (var node in run.Nodes.Where(node => taskKeys.Contains(node.Key)))
        {
            node.Retries = 0;
            AddAttempt(node, round);
        }

        run.Ending = null;
        run.EndTime = null;
        run.Phase = Phase.Pending;
        if (run.Job is not null) run.Job.ActiveRuns++;
        LimitTime(run);
        timeline.After(TimeSpan.Zero, () => Settle(run));
        return round.Id;
    }
}
