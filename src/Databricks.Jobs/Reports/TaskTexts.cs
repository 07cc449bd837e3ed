using Databricks.Jobs.Models;
using Databricks.Jobs.Runs;

namespace Databricks.Jobs.Reports;

/// <summary>The texts of a task's output, as far as there is room for them in the report.</summary>
internal sealed class TaskTexts
{
    // For all tasks of a report, in bytes of markup, and for one text, in characters.
    private const int MaxTotal = 700_000;
    private const int MinTotal = 50_000;
    private const int MaxOne = 32_000;

    // What the other parts of a report need for each task.
    private const int TaskRoom = 1_000;

    private TaskTexts(ReportTask task, Func<string?, string> excerpt)
    {
        TaskOutput? output = task.Output;
        string message = task.Timeline.Outcome.Message;
        string? error = output?.Output?.Error ?? (output?.GetReadError() is { } problem
            ? $"The output cannot be read: {problem.Message}"
            : null);
        Error = excerpt(error);
        // The message of a task with an error only says that it has one.
        Message = string.IsNullOrWhiteSpace(error) || task.Status != ReportStatus.Failed ? excerpt(message) : "";
        Trace = excerpt(output?.ErrorTrace);
        Result = excerpt(output?.NotebookResult ?? output?.Output?.DescribeResult());
        Logs = excerpt(output?.Logs);
        Iterations =
        [
            .. task.Iterations.Select(iteration => (
                ReportText.Redact(iteration.Input ?? $"iteration {iteration.Iteration}"),
                ReportStatuses.Word(iteration.Result),
                excerpt(Phrase.Join("\n", iteration.Error, iteration.ErrorTrace)))),
        ];
    }

    /// <summary>The message of the service about the last attempt.</summary>
    public string Message { get; }

    public string Error { get; }

    public string Trace { get; }

    public string Result { get; }

    public string Logs { get; }

    /// <summary>The iterations that did not succeed: input, result, error.</summary>
    public IReadOnlyList<(string Input, string Result, string Error)> Iterations { get; }

    /// <summary>The texts of each task. If there is not enough room, those of failed tasks come first.</summary>
    /// <param name="tasks">The tasks.</param>
    /// <param name="isComplete">Whether there was room for all of them.</param>
    public static Dictionary<ReportTask, TaskTexts> Of(IReadOnlyCollection<ReportTask> tasks, out bool isComplete)
    {
        int room = Math.Max(MinTotal, MaxTotal - (tasks.Count * TaskRoom));
        bool hasRoom = true;
        Dictionary<ReportTask, TaskTexts> texts = [];
        foreach (ReportTask task in tasks.OrderBy(static task => task.Status))
        {
            texts.Add(task, new TaskTexts(task, Take));
        }

        isComplete = hasRoom;
        return texts;

        string Take(string? text)
        {
            if (string.IsNullOrWhiteSpace(text)) return "";
            hasRoom &= room > 200;
            if (!hasRoom) return "";
            string excerpt = ReportText.Excerpt(TerminalCodes.Remove(text!).Trim(), Math.Min(MaxOne, room));
            room -= SizeOf(excerpt);
            return excerpt;
        }
    }

    // What is escaped takes up to six characters, and others up to three bytes.
    private static int SizeOf(string text)
    {
        int size = 0;
        foreach (char letter in text) size += letter is '<' or '>' or '&' or '"' or '\'' ? 6 : letter < 0x80 ? 1 : 3;
        return size;
    }
}
