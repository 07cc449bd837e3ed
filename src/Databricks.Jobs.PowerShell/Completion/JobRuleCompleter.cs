using Databricks.Jobs.Definitions;

namespace Databricks.Jobs.PowerShell.Completion;

/// <summary>Completes the names of the rules for definitions, with their descriptions.</summary>
public sealed class JobRuleCompleter : Completer
{
    private protected override IEnumerable<CompletionItem> Find(CompletionContext context) => Matching(
        JobRules.All.Select(static rule => new CompletionItem(rule.Id, $"{rule.Severity}: {rule.Description}")),
        context.Word);
}
