using Databricks.Jobs.Definitions;

namespace Databricks.Jobs.Importing;

/// <summary>An import could not start, or did not succeed for all jobs.</summary>
public sealed class JobImportException : JobsException
{
    private const int MaxNamed = 20;

    /// <summary>Definitions cannot be imported; nothing was sent that changes something.</summary>
    internal JobImportException(IReadOnlyList<JobsException> problems)
        : base(
            problems.Count == 1 ? problems[0].Problem : $"{problems.Count} problems were found: "
                + string.Join(" ", problems.Take(MaxNamed).Select((problem, i) => $"({i + 1}) {problem.Problem}")),
            problems.Count == 1 ? problems[0].RecommendedAction : "Correct them and run the import again.",
            problems[0]) => Problems = problems;

    private JobImportException(IReadOnlyList<JobImportItem> items, JobsException cause)
        : base(
            Describe(items),
            "Correct the cause and run the same import again: it finishes what is left.",
            cause)
    {
        Items = items;
        Problems = [.. items.Select(static item => item.Error).OfType<JobsException>()];
    }

    /// <summary>The results for all jobs; empty if the import did not start.</summary>
    public IReadOnlyList<JobImportItem> Items { get; } = [];

    /// <summary>What is wrong, an error for each job or definition.</summary>
    public IReadOnlyList<JobsException> Problems { get; }

    /// <summary>The error of an import; null if no job failed.</summary>
    /// <param name="items">The results for all jobs.</param>
    /// <exception cref="ArgumentNullException"><paramref name="items"/> is null.</exception>
    public static JobImportException? Of(IReadOnlyList<JobImportItem> items)
    {
        ArgumentChecks.NotNull(items, nameof(items));
        return items.Select(static item => item.Error).FirstOrDefault(static error => error is not null) is { } cause
            ? new JobImportException(items, cause)
            : null;
    }

    private static string Describe(IReadOnlyList<JobImportItem> items)
    {
        JobImportItem[] failed = [.. items.Where(static item => item.Status == JobImportStatus.Failed)];
        JobImportItem[] skipped = [.. items.Where(static item => item.Status == JobImportStatus.Skipped)];
        string reasons = string.Join(" ", failed.Take(MaxNamed).Select(Describe));
        string more = failed.Length > MaxNamed ? $" {failed.Length - MaxNamed} more failed." : "";
        string left = skipped.Length > 0 ? $" Not done: {Names(skipped)}." : "";
        string done = string.Concat(items
            .Where(static item => item.Status == JobImportStatus.Succeeded && item.Action != JobImportAction.Unchanged)
            .GroupBy(static item => item.Action)
            .Select(static group => $" {PastOf(group.Key)}: {Names([.. group])}."));
        return $"{failed.Length} of {items.Count} jobs failed. {reasons}{more}{left}"
            + (done.Length > 0 ? done : " Nothing was changed.");
    }

    // The error of a definition starts with its place.
    private static string Describe(JobImportItem item)
    {
        bool needsPlace = item.Source?.File is not null && item.Error is not JobDefinitionException;
        return $"{item.Describe()}{(needsPlace ? $" ({item.Source})" : "")}: {item.Error!.Problem}";
    }

    private static string PastOf(JobImportAction action) => action switch
    {
        JobImportAction.Create => "Created",
        JobImportAction.Update => "Updated",
        _ => "Removed",
    };

    private static string Names(JobImportItem[] items) => string.Join(", ", items.Take(MaxNamed)
        .Select(static item => item.Describe()))
        + (items.Length > MaxNamed ? $" and {items.Length - MaxNamed} more" : "");
}
