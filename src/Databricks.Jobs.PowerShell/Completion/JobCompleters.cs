using Databricks.Jobs.Models;
using Databricks.Jobs.PowerShell.Formatting;

namespace Databricks.Jobs.PowerShell.Completion;

/// <summary>Completes job IDs, by ID or name.</summary>
public sealed class JobIdCompleter : Completer
{
    private protected override IEnumerable<CompletionItem> Find(CompletionContext context) => Ids(context);

    internal static IEnumerable<CompletionItem> Ids(CompletionContext context) =>
        Matching(context.Jobs().Where(job => job.JobId is not null).Select(ToItem), context.Word);

    private static CompletionItem ToItem(BaseJob job) => new($"{job.JobId}", Describe(job))
    {
        Label = Phrase.With(Phrase.Line(job.Settings?.Name), $"{job.JobId}") ?? "",
    };

    internal static string Describe(BaseJob job) => Phrase.Join(
        ", ",
        Phrase.Numbered(job.Settings?.Name, "job", job.JobId),
        job.CreatorUserName is { Length: > 0 } creator ? $"created by {creator}" : null,
        job.Settings is { } settings && FormatFunctions.Starts(settings) is { Length: > 0 } starts
            ? starts
            : null) ?? "";
}

/// <summary>Completes job IDs, by ID or name, and at a position also the names that belong to one job.</summary>
public sealed class JobIdOrNameCompleter : Completer
{
    private protected override IEnumerable<CompletionItem> Find(CompletionContext context)
    {
        IEnumerable<CompletionItem> ids = JobIdCompleter.Ids(context);
        return context.IsNamed("job_id") ? ids : ids.Concat(JobNameCompleter.Names(context, maxJobs: 1));
    }
}

/// <summary>Completes job names, each once.</summary>
public sealed class JobNameCompleter : Completer
{
    private protected override IEnumerable<CompletionItem> Find(CompletionContext context) => Names(context);

    /// <summary>The names of at most a number of jobs each.</summary>
    internal static IEnumerable<CompletionItem> Names(
        CompletionContext context,
        int maxJobs = int.MaxValue) => Matching(
        context.Jobs()
            .Where(job => !string.IsNullOrWhiteSpace(job.Settings?.Name))
            .GroupBy(job => job.Settings!.Name!, StringComparer.OrdinalIgnoreCase)
            .Where(jobs => jobs.Count() <= maxJobs)
            .Select(jobs => ToItem(jobs.Key, [.. jobs])),
        context.Word);

    private static CompletionItem ToItem(string name, BaseJob[] jobs) => new(
        name,
        jobs is [var job]
            ? JobIdCompleter.Describe(job)
            : $"{jobs.Length} jobs with this name: {string.Join(", ", jobs.Select(one => one.JobId))}")
    {
        Label = Phrase.Line(name) ?? "",
    };
}
