namespace Databricks.Jobs.PowerShell.Completion;

/// <summary>Completes the tags of the jobs in the workspace, each as a hashtable with its value.</summary>
public sealed class TagCompleter : Completer
{
    private protected override IEnumerable<CompletionItem> Find(CompletionContext context) => Matching(
        context.Jobs()
            .SelectMany(job => job.Settings?.Tags ?? [])
            .GroupBy(tag => tag)
            .OrderByDescending(tags => tags.Count())
            .Select(tags => new CompletionItem(HashtableText.Of([tags.Key]), $"jobs with this tag: {tags.Count()}")
            {
                Label = $"{tags.Key.Key} = {tags.Key.Value}",
                IsCode = true,
            }),
        context.Word);
}
