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

/// <summary>Completes job IDs, by ID or name, and at a position also job names.</summary>
public sealed class JobIdOrNameCompleter : Completer
{
    private protected override IEnumerable<CompletionItem> Find(CompletionContext context) => context.IsPositional
        ? JobIdCompleter.Ids(context).Concat(JobNameCompleter.Names(context))
        : JobIdCompleter.Ids(context);
}

/// <summary>Completes job names, each once.</summary>
public sealed class JobNameCompleter : Completer
{
    // At a position, JobIdOrNameCompleter completes names.
    private protected override IEnumerable<CompletionItem>? Find(CompletionContext context) =>
        context.IsPositional ? null : Names(context);

    internal static IEnumerable<CompletionItem> Names(CompletionContext context) => Matching(
        context.Jobs()
            .Where(job => !string.IsNullOrWhiteSpace(job.Settings?.Name))
            .GroupBy(job => job.Settings!.Name!, StringComparer.Ordinal)
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
