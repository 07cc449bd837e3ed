using Databricks.Jobs.Definitions;

namespace Databricks.Jobs.Importing;

/// <summary>A job was changed by someone else, so it was not overwritten.</summary>
public sealed class JobChangedException : JobsException
{
    private const int MaxNamed = 5;

    internal JobChangedException(string problem, string action, IReadOnlyList<JobDifference>? differences = null)
        : base(Describe(problem, differences ?? []), action) => Differences = differences ?? [];

    /// <summary>What the other change made different; empty for a job that was created or deleted.</summary>
    public IReadOnlyList<JobDifference> Differences { get; }

    private static string Describe(string problem, IReadOnlyList<JobDifference> differences)
    {
        if (differences.Count == 0)
        {
            return problem;
        }

        string list = string.Join("; ", differences.Take(MaxNamed));
        return $"{problem} {list}{(differences.Count > MaxNamed ? $" and {differences.Count - MaxNamed} more" : "")}.";
    }
}
