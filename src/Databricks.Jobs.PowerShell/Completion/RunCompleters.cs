using Databricks.Jobs.Models;
using Databricks.Jobs.PowerShell.Formatting;

namespace Databricks.Jobs.PowerShell.Completion;

/// <summary>Completes the IDs of recent runs that the command applies to, newest first, by ID, name or state.</summary>
public sealed class RunIdCompleter : Completer
{
    private protected override IEnumerable<CompletionItem> Find(CompletionContext context)
    {
        bool isForActive = context.Command.StartsWith("Stop-", StringComparison.OrdinalIgnoreCase)
            || context.Command.StartsWith("Wait-", StringComparison.OrdinalIgnoreCase)
            || context.Command.StartsWith("Watch-", StringComparison.OrdinalIgnoreCase);
        bool isForEnded = context.Command.StartsWith("Remove-", StringComparison.OrdinalIgnoreCase);
        bool isForFailed = context.Command.EndsWith("Repair", StringComparison.OrdinalIgnoreCase)
            || context.Command.StartsWith("Repair-", StringComparison.OrdinalIgnoreCase);
        return Matching(
            context.Runs(context.JobId(), isForActive, isForEnded || isForFailed)
                .Where(run => run.RunId is not null && !(isForFailed && RunOutcome.Of(run).IsSuccess))
                .Select(ToItem),
            context.Word);
    }

    private static CompletionItem ToItem(BaseRun run)
    {
        var outcome = RunOutcome.Of(run);
        string age = DisplayText.Age(run.StartTime, DateTimeOffset.UtcNow);
        return new CompletionItem($"{run.RunId}", $"{run}, started {age}")
        {
            Label = $"{run.RunId} {outcome} {age} {Phrase.Line(run.RunName)}".TrimEnd(),
        };
    }
}

/// <summary>Completes the names of recent runs, each once.</summary>
public sealed class RunNameCompleter : Completer
{
    private protected override IEnumerable<CompletionItem> Find(CompletionContext context) => Matching(
        context.Runs(context.JobId(), active: false, completed: false)
            .Where(run => !string.IsNullOrWhiteSpace(run.RunName))
            .GroupBy(run => run.RunName!, StringComparer.Ordinal)
            .Select(runs => new CompletionItem(runs.Key, $"{runs.First()}") { Label = Phrase.Line(runs.Key) ?? "" }),
        context.Word);
}
