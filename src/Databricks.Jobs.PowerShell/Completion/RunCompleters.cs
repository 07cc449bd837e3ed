using Databricks.Jobs.Descriptions;
using Databricks.Jobs.Models;
using Databricks.Jobs.PowerShell.Formatting;
using RunOutcome = Databricks.Jobs.Runs.RunOutcome;

namespace Databricks.Jobs.PowerShell.Completion;

/// <summary>Offers ids of recent runs, newest first, found by id, name or state: those that the command is for.</summary>
public sealed class RunIdCompleter : Completer
{
    private protected override IEnumerable<Choice> Find(Line line)
    {
        bool isForActive = line.Command.StartsWith("Stop-", StringComparison.OrdinalIgnoreCase)
            || line.Command.StartsWith("Wait-", StringComparison.OrdinalIgnoreCase)
            || line.Command.StartsWith("Watch-", StringComparison.OrdinalIgnoreCase);
        bool isForEnded = line.Command.StartsWith("Remove-", StringComparison.OrdinalIgnoreCase);
        bool isForFailed = line.Command.EndsWith("Repair", StringComparison.OrdinalIgnoreCase)
            || line.Command.StartsWith("Repair-", StringComparison.OrdinalIgnoreCase);
        return Fitting(
            line.Runs(line.JobId(), isForActive, isForEnded || isForFailed)
                .Where(run => run.RunId is not null && !(isForFailed && RunOutcome.Of(run).IsSuccess))
                .Select(ToChoice),
            line.Word);
    }

    private static Choice ToChoice(BaseRun run)
    {
        RunOutcome outcome = RunOutcome.Of(run);
        string age = Words.Age(run.StartTime, DateTimeOffset.UtcNow);
        return new Choice($"{run.RunId}", $"{run}, started {age}")
        {
            Label = $"{run.RunId} {outcome} {age} {Phrase.Line(run.RunName)}".TrimEnd(),
        };
    }
}

/// <summary>Offers names of recent runs, each once.</summary>
public sealed class RunNameCompleter : Completer
{
    private protected override IEnumerable<Choice> Find(Line line) => Fitting(
        line.Runs(line.JobId(), active: false, completed: false)
            .Where(run => !string.IsNullOrWhiteSpace(run.RunName))
            .GroupBy(run => run.RunName!, StringComparer.Ordinal)
            .Select(runs => new Choice(runs.Key, $"{runs.First()}") { Label = Phrase.Line(runs.Key) ?? "" }),
        line.Word);
}
