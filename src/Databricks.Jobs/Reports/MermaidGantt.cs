using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Databricks.Jobs.Runs.Timelines;

namespace Databricks.Jobs.Reports;

/// <summary>A Gantt chart in the language of Mermaid, which GitHub and Azure DevOps show.</summary>
internal static class MermaidGantt
{
    // Longer charts are not legible, and Mermaid rejects texts of more than 50,000 characters.
    public const int MaxBars = 100;

    private const int MaxName = 60;

    // What a line can start with instead of the name of a task.
    private static readonly Regex s_statement = new(
        "^(gantt|section|title|click|call|href|acc|axis|date|inclusive|tick|includes|excludes|today|top|week|vert|done"
        + "|active|crit|milestone)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    /// <summary>The chart; empty if no task has started.</summary>
    /// <param name="tasks">The tasks, the more important ones first.</param>
    public static string Of(IReadOnlyCollection<ReportTask> tasks)
    {
        var bars = new StringBuilder();
        int count = 0;
        foreach ((ReportTask task, TaskAttempt attempt) in tasks
            .SelectMany(static task => task.Timeline.Attempts.Select(attempt => (task, attempt)))
            .Where(static pair => pair.attempt.Start is not null)
            .Take(MaxBars)
            .OrderBy(static pair => pair.attempt.Start))
        {
            string state = ReportStatuses.Of(attempt.Outcome) switch
            {
                ReportStatus.Failed => "crit, ",
                ReportStatus.Running => "active, ",
                ReportStatus.Succeeded => "done, ",
                _ => "",
            };
            string number = attempt.AttemptNumber > 0 ? $" ({attempt.AttemptNumber + 1})" : "";
            // Mermaid has no bars without a length.
            long start = attempt.Start!.Value.ToUnixTimeMilliseconds();
            long end = Math.Max(attempt.End!.Value.ToUnixTimeMilliseconds(), start + 1);
            bars.Append(string.Format(
                CultureInfo.InvariantCulture, "    {0}{1} :{2}b{3}, {4}, {5}\n",
                NameOf(task), number, state, count++, start, end));
        }

        return bars.Length == 0
            ? ""
            : $"gantt\n    dateFormat x\n    axisFormat %H:%M:%S\n    section Tasks\n{bars.ToString().TrimEnd('\n')}";
    }

    // Only characters that no statement of Mermaid begins or ends with.
    private static string NameOf(ReportTask task)
    {
        string name = string.Concat(ScreenText.Clean(task.Name, keepsLines: false, breaksCommands: false)
            .Select(static letter => char.IsLetterOrDigit(letter) || letter is '_' or '-' or '.' ? letter : '_'));
        return (s_statement.IsMatch(name) ? "_" : "") + name.Truncate(MaxName, "…");
    }
}
