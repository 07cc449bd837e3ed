using Databricks.Jobs.Models;

namespace Databricks.Jobs.LocalWorkspace.Domain;

/// <summary>Whether a task starts after everything that it depends on has ended.</summary>
internal static class RunIfRule
{
    /// <summary>Null if the task starts; otherwise how it ends without a start.</summary>
    public static Termination? Decide(TaskNode node)
    {
        var upstream = node.Dependencies
            .Where(dependency => node.Run.ByKey.ContainsKey(dependency.TaskKey!))
            .Select(dependency => TerminationOf(node.Run.ByKey[dependency.TaskKey!].Current, dependency))
            .ToList();
        if (upstream.Count == 0) return null;
        // Under every rule: if all upstream tasks were excluded, the task is too.
        if (upstream.TrueForAll(termination => termination.Result == "EXCLUDED")) return Termination.Excluded;

        var failed = upstream.Where(termination => termination.Failed).ToList();
        return node.Definition.RunIf switch
        {
            nameof(RunIf.ALL_DONE) => null,
            nameof(RunIf.AT_LEAST_ONE_SUCCESS) => failed.Count < upstream.Count ? null : Upstream(failed),
            nameof(RunIf.NONE_FAILED) => failed.Count == 0 ? null : Upstream(failed),
            nameof(RunIf.AT_LEAST_ONE_FAILED) => failed.Count > 0 ? null : Termination.Excluded,
            nameof(RunIf.ALL_FAILED) => failed.Count == upstream.Count ? null : Termination.Excluded,
            _ when failed.Count > 0 => Upstream(failed),
            _ => HasUnmetOutcome(node) ? Termination.Excluded : null,
        };
    }

    /// <summary>A dependency on an outcome that did not occur counts as excluded.</summary>
    private static Termination TerminationOf(TaskAttempt attempt, TaskDependency dependency) =>
        IsUnmet(attempt, dependency) ? Termination.Excluded : attempt.Termination!;

    private static bool IsUnmet(TaskAttempt attempt, TaskDependency dependency) =>
        dependency.Outcome is { } outcome
        && attempt.Termination!.Succeeded
        && !string.Equals(outcome, attempt.Outcome, StringComparison.OrdinalIgnoreCase);

    private static bool HasUnmetOutcome(TaskNode node) => node.Dependencies.Exists(dependency =>
        node.Run.ByKey.TryGetValue(dependency.TaskKey!, out TaskNode? upstream)
        && IsUnmet(upstream.Current, dependency));

    private static Termination Upstream(List<Termination> failed) =>
        failed.TrueForAll(termination => termination.WasCanceled)
            ? Termination.UpstreamCanceled
            : Termination.UpstreamFailed;
}
