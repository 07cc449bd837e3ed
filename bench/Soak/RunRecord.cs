using System.Net.Http.Headers;
using System.Text.Json;
using Databricks.Jobs.Models;

namespace Soak;

/// <summary>What the workspace itself says of its runs: asked past the door and the faults, read without the library.
/// </summary>
internal sealed class RunRecord : IDisposable
{
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromMinutes(5) };

    public RunRecord(Uri workspace, string token)
    {
        _http.BaseAddress = workspace;
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    /// <summary>What is different in a run from the record; nothing if all is the same.</summary>
    public async Task<IReadOnlyList<string>> CompareAsync(Run run, RunKind kind)
    {
        List<string> differences = [];
        string path = FormattableString.Invariant($"api/2.1/jobs/runs/get?run_id={run.RunId}");
        using JsonDocument document = await GetAsync(path).ConfigureAwait(false);
        JsonElement record = document.RootElement;
        JsonElement state = record.GetProperty("state");

        Expect("run_id", run.RunId, record.GetProperty("run_id").GetInt64());
        Expect("run_name", run.RunName, record.GetProperty("run_name").GetString());
        Expect("life_cycle_state", run.State?.LifeCycleState, Text(state, "life_cycle_state"));
        Expect("result_state", run.State?.ResultState, Text(state, "result_state"));
        Expect("result_state as scripted", run.State?.ResultState, kind.Result);
        Expect("state_message", run.State?.StateMessage, Text(state, "state_message"));
        Expect("start_time", run.StartTime?.ToUnixTimeMilliseconds(), Number(record, "start_time"));
        Expect("end_time", run.EndTime?.ToUnixTimeMilliseconds(), Number(record, "end_time"));

        JsonElement[] tasks = [.. record.GetProperty("tasks").EnumerateArray()];
        Expect("number of tasks", run.Tasks?.Count, tasks.Length);
        Expect("number of tasks as submitted", run.Tasks?.Count, kind.Tasks.Count);

        foreach ((RunTask task, JsonElement own) in (run.Tasks ?? []).Zip(tasks))
        {
            Expect("task_key", task.TaskKey, Text(own, "task_key"));
            Expect($"run_id of {task.TaskKey}", task.RunId, Number(own, "run_id"));
            Expect(
                $"result_state of {task.TaskKey}",
                task.State?.ResultState,
                Text(own.GetProperty("state"), "result_state"));
        }

        return differences;

        void Expect<T>(string what, T reported, T recorded)
        {
            if (!EqualityComparer<T>.Default.Equals(reported, recorded))
            {
                differences.Add($"{what} is {reported} and must be {recorded}");
            }
        }
    }

    /// <summary>How many runs of each name there are.</summary>
    public async Task<IReadOnlyDictionary<string, int>> CountAsync()
    {
        Dictionary<string, int> counts = [];
        string? pageToken = null;

        do
        {
            string mark = pageToken is null ? "" : $"&page_token={Uri.EscapeDataString(pageToken)}";
            using JsonDocument page = await GetAsync("api/2.1/jobs/runs/list?limit=25" + mark).ConfigureAwait(false);

            if (page.RootElement.TryGetProperty("runs", out JsonElement runs))
            {
                foreach (JsonElement run in runs.EnumerateArray())
                {
                    string name = Text(run, "run_name") ?? "";
                    counts[name] = counts.GetValueOrDefault(name) + 1;
                }
            }

            pageToken = Text(page.RootElement, "next_page_token");
        }
        while (!string.IsNullOrEmpty(pageToken));

        return counts;
    }

    public void Dispose() => _http.Dispose();

    private async Task<JsonDocument> GetAsync(string path) =>
        JsonDocument.Parse(await _http.GetByteArrayAsync(new Uri(path, UriKind.Relative)).ConfigureAwait(false));

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) ? value.GetString() : null;

    private static long? Number(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) ? value.GetInt64() : null;
}
