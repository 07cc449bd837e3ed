using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Databricks.Jobs.LocalWorkspace.Domain;

/// <summary>
/// Resolves dynamic value references such as <c>{{job.parameters.x}}</c>. Unknown references stay as they are.
/// </summary>
internal static class DynamicValueResolver
{
    // A dot that is not in backticks, which enclose names with special characters.
    private static readonly Regex s_dot = new(@"\.(?=(?:[^`]*`[^`]*`)*[^`]*$)", RegexOptions.CultureInvariant);

    private static readonly Regex s_pattern = new(@"\{\{\s*([^{}]+?)\s*\}\}", RegexOptions.CultureInvariant);

    public static string Resolve(string? text, TaskAttempt attempt) =>
        text is null ? "" : s_pattern.Replace(text, match => Find(match.Groups[1].Value, attempt) ?? match.Value);

    public static List<string>? Resolve(List<string>? texts, TaskAttempt attempt) =>
        texts?.ConvertAll(text => Resolve(text, attempt));

    public static Dictionary<string, string>? Resolve(Dictionary<string, string>? texts, TaskAttempt attempt) =>
        texts?.ToDictionary(pair => pair.Key, pair => Resolve(pair.Value, attempt), StringComparer.Ordinal);

    private static string? Find(string name, TaskAttempt attempt)
    {
        string[] path = Split(name);
        return path[0] switch
        {
            "job" => OfJob(path, attempt),
            "task" => OfTask(path, attempt),
            "tasks" when path.Length >= 3 => OfOther(path, attempt),
            "input" => ReadMember(attempt.Node.Input, path.Skip(1)),
            "workspace" when name == "workspace.id" => RunViews.WorkspaceId,
            "job_id" => Text(attempt.Node.Run.JobId),
            "run_id" => Text(attempt.RunId),
            "parent_run_id" => Text(attempt.Node.Run.RunId),
            "task_key" => attempt.Node.Key,
            "task_retry_count" => Text(attempt.Node.Retries),
            "start_date" => attempt.Node.Run.StartTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            "start_time" => Text(attempt.Node.Run.StartTime.ToUnixTimeMilliseconds()),
            _ => null,
        };
    }

    private static string? OfJob(string[] path, TaskAttempt attempt)
    {
        JobRun run = attempt.Node.Run;
        return Rest(path, 1) switch
        {
            "id" => Text(run.JobId),
            "run_id" => Text(run.RunId),
            "name" => run.Name,
            "repair_count" => Text(run.Rounds.Count - 1),
            "trigger.type" => run.Trigger.ToLowerInvariant(),
            _ when path.Length == 3 && path[1] == "start_time" => OfTime(path[2], run.StartTime),
            _ when path.Length >= 3 && path[1] == "parameters" =>
                run.Parameters.Find(parameter => parameter.Name == Rest(path, 2)) is { } found
                    ? found.Value ?? found.Default ?? ""
                    : null,
            _ => null,
        };
    }

    private static string? OfTask(string[] path, TaskAttempt attempt) => Rest(path, 1) switch
    {
        "name" => attempt.Node.Key,
        "run_id" => Text(attempt.RunId),
        "execution_count" => Text(attempt.Number + 1),
        "notebook_path" => attempt.View.NotebookTask?.NotebookPath,
        _ => null,
    };

    private static string? OfOther(string[] path, TaskAttempt attempt)
    {
        if (!attempt.Node.Run.ByKey.TryGetValue(path[1], out TaskNode? other)) return null;
        TaskAttempt current = other.Current;
        return path[2] switch
        {
            "result_state" => current.Termination?.Result.ToLowerInvariant(),
            "run_id" => Text(current.RunId),
            "execution_count" => Text(current.Number + 1),
            "outcome" => current.Outcome,
            "output" when path.Length >= 4 => OfOutput(path, current),
            "values" => current.Script?.Values is { } values && values.TryGetValue(Rest(path, 3), out string? value)
                ? value
                : null,
            _ => null,
        };
    }

    /// <summary>The result of a SQL task.</summary>
    private static string? OfOutput(string[] path, TaskAttempt attempt)
    {
        if (attempt.View.SqlTask is not { } task || attempt.Script?.Output is not { } output) return null;
        return path[3] switch
        {
            "rows" when path.Length == 4 => SqlResult.Rows(output),
            "first_row" => ReadMember(SqlResult.FirstRow(output), path.Skip(4)),
            "alert_state" when path.Length == 4 && task.Alert is not null => output,
            _ => null,
        };
    }

    /// <summary>A member of a JSON value, as a string; null if there is none.</summary>
    private static string? ReadMember(string? json, IEnumerable<string> path)
    {
        if (json is null) return null;
        using var document = JsonDocument.Parse(json);
        JsonElement element = document.RootElement;
        foreach (string name in path)
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element)) return null;
        }

        return element.ValueKind == JsonValueKind.String ? element.GetString() : element.GetRawText();
    }

    private static string? OfTime(string part, DateTimeOffset time) => part switch
    {
        "iso_date" => Format(time, "yyyy-MM-dd"),
        "iso_datetime" => Format(time, "yyyy-MM-ddTHH:mm:ss.fffZ"),
        "year" => Format(time, "yyyy"),
        "month" => Text(time.Month),
        "day" => Text(time.Day),
        "hour" => Text(time.Hour),
        "minute" => Text(time.Minute),
        "second" => Text(time.Second),
        "timestamp_ms" => Text(time.ToUnixTimeMilliseconds()),
        "iso_weekday" => Text(IsoWeekday(time)),
        "is_weekday" => IsoWeekday(time) <= 5 ? "true" : "false",
        _ => null,
    };

    private static string Format(DateTimeOffset time, string format) =>
        time.UtcDateTime.ToString(format, CultureInfo.InvariantCulture);

    private static long IsoWeekday(DateTimeOffset time) =>
        time.UtcDateTime.DayOfWeek == DayOfWeek.Sunday ? 7 : (long)time.UtcDateTime.DayOfWeek;

    private static string[] Split(string name) => [.. s_dot.Split(name).Select(part => part.Trim('`'))];

    private static string Rest(string[] path, int from) => string.Join(".", path.Skip(from));

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
