namespace Databricks.Jobs.LocalWorkspace.Engine;

/// <summary>What a run makes of the endings of its tasks: the leaves of the graph decide.</summary>
internal static class RunResult
{
    public static Ending Of(JobRun run)
    {
        var upstream = new HashSet<string>(
            run.Nodes.SelectMany(node => node.Dependencies).Select(dependency => dependency.TaskKey!),
            StringComparer.Ordinal);
        var leaves = run.Nodes.Where(node => !upstream.Contains(node.Key)).ToList();
        var bad = run.Nodes.Where(node => node.Current.Ending!.Failed).ToList();
        if (bad.Count == 0) return Ending.Success;
        if (leaves.TrueForAll(node => !node.Current.Ending!.Failed)) return Ending.SuccessWithFailures;

        if (bad.Find(node => node.Current.Ending!.Result == "FAILED") is { } failed)
        {
            return Ending.RunFailed(failed.Key, failed.Current.Ending!);
        }

        return bad.Exists(node => node.Current.Ending!.Result == "TIMEDOUT") ? Ending.TimedOut : Ending.Canceled;
    }
}
