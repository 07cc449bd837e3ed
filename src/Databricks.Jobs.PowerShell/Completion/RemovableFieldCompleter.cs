using Databricks.Jobs.Definitions;

namespace Databricks.Jobs.PowerShell.Completion;

/// <summary>Completes what can be removed from a job: the settings that it has, and the items of its lists with their
/// keys. Without a known job, all settings.</summary>
public sealed class RemovableFieldCompleter : Completer
{
    private protected override IEnumerable<CompletionItem> Find(CompletionContext context) => Matching(
        RemovableFields.Of(context.JobId() is { } jobId ? context.Job(jobId)?.Settings : null)
            .Select(path => new CompletionItem(path, "")),
        context.Word);
}
