namespace Databricks.Jobs.LocalWorkspace.Domain;

/// <summary>The result of a run, which the leaf tasks of the graph decide.</summary>
internal static class RunResult
{
    public static Termination Of(JobRun run)
    {
        var upstream = new HashSet<string>(
            run.Nodes.SelectMany(node => node.Dependencies).Select(dependency => dependency.TaskKey!),
            StringComparer.Ordinal);
        var leaves = run.Nodes.Where(node => !upstream.Contains(node.Key)).ToList();
        var bad = run.Nodes.Where(node => node.Current.Termination!.Failed).ToList();
        if (bad.Count == 0) return Termination.Success;
        if (leaves.TrueForAll(node => !node.Current.Termination!.Failed)) return Termination.SuccessWithFailures;

        if (bad.Find(node => node.Current.Termination!.Result == "FAILED") is { } failed)
        {
            return Termination.RunFailed(failed.Key, failed.Current.Termination!);
        }

        return bad.Exists(node => node.Current.Termination!.Result == "TIMEDOUT")
            ? Termination.TimedOut
            : Termination.Canceled;
    }
}
