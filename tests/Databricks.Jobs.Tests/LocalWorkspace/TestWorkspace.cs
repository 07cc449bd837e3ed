using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Databricks.Jobs.LocalWorkspace;
using Microsoft.Extensions.Time.Testing;

namespace Databricks.Jobs.Tests.LocalWorkspace;

/// <summary>A local workspace on a clock that stands still, and a client for it.</summary>
internal sealed class TestWorkspace : IDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    public TestWorkspace(LocalWorkspaceOptions? options = null)
    {
        options ??= new LocalWorkspaceOptions();
        options.TimeProvider ??= Time;
        Server = LocalWorkspaceServer.Start(options);
        Client = new HttpClient { BaseAddress = Server.Address };
        Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Server.Token);
    }

    public FakeTimeProvider Time { get; } = new(Start);

    public LocalWorkspaceServer Server { get; }

    public HttpClient Client { get; }

    public void Dispose()
    {
        Client.Dispose();
        Server.Dispose();
    }

    public void Advance(double seconds) => Time.Advance(TimeSpan.FromSeconds(seconds));

    public async Task<WorkspaceResponse> SendAsync(HttpMethod method, string path, string? body = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await Client.SendAsync(request);
        return new WorkspaceResponse(response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    public Task<WorkspaceResponse> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public Task<WorkspaceResponse> PostAsync(string path, string body) => SendAsync(HttpMethod.Post, path, body);

    /// <summary>Calls the Jobs API 2.2 and expects it to succeed.</summary>
    public async Task<JsonElement> JobsAsync(string path, string? body = null)
    {
        var reply = await SendAsync(body is null ? HttpMethod.Get : HttpMethod.Post, "api/2.2/jobs/" + path, body);
        Assert.True(reply.Status == HttpStatusCode.OK, reply.Text);
        return reply.Json;
    }

    /// <summary>Calls the Jobs API 2.2 and expects it to refuse.</summary>
    public async Task<WorkspaceResponse> RejectedAsync(string path, string? body = null)
    {
        var reply = await SendAsync(body is null ? HttpMethod.Get : HttpMethod.Post, "api/2.2/jobs/" + path, body);
        Assert.NotEqual(HttpStatusCode.OK, reply.Status);
        return reply;
    }

    public async Task<long> CreateAsync(string settings) =>
        (await JobsAsync("create", settings)).GetProperty("job_id").GetInt64();

    public Task<long> CreateTasksAsync(string tasks, string more = "") =>
        CreateAsync($$"""{"name":"job","tasks":[{{tasks}}]{{more}}}""");

    public async Task<long> RunNowAsync(long job, string more = "") =>
        (await JobsAsync("run-now", $$"""{"job_id":{{job}}{{more}}}""")).GetProperty("run_id").GetInt64();

    public Task<JsonElement> RunAsync(long run, string more = "") => JobsAsync($"runs/get?run_id={run}{more}");

    /// <summary>Runs tasks until they must have ended.</summary>
    public async Task<JsonElement> FinishAsync(string tasks, string more = "", double seconds = 1000)
    {
        long run = await RunNowAsync(await CreateTasksAsync(tasks, more));
        Advance(seconds);
        return await RunAsync(run);
    }

    /// <summary>A notebook task.</summary>
    public static string Notebook(string key, string dependsOn = "", string more = "")
    {
        var upstream = dependsOn.Split(',', StringSplitOptions.RemoveEmptyEntries)
            .Select(one => $$"""{"task_key":"{{one}}"}""");
        return $$"""
            {"task_key":"{{key}}","notebook_task":{"notebook_path":"/{{key}}"},
             "depends_on":[{{string.Join(",", upstream)}}]{{more}}}
            """;
    }
}

/// <summary>An answer.</summary>
internal sealed record WorkspaceResponse(HttpStatusCode Status, string Text)
{
    public JsonElement Json => JsonDocument.Parse(Text).RootElement;

    public string Code => Json.GetProperty("error_code").ToString();

    public string Message => Json.GetProperty("message").GetString()!;
}

/// <summary>Short ways into answers.</summary>
internal static class JsonExtensions
{
    public static JsonElement At(this JsonElement element, string path)
    {
        foreach (string name in path.Split('.'))
        {
            element = int.TryParse(name, out int index) ? element[index] : element.GetProperty(name);
        }

        return element;
    }

    public static string? Text(this JsonElement element, string path) => element.At(path).ToString();

    public static bool Has(this JsonElement element, string name) => element.TryGetProperty(name, out _);

    /// <summary>The life cycle and result of a run or task, such as TERMINATED/SUCCESS.</summary>
    public static string State(this JsonElement run) =>
        run.Text("state.life_cycle_state")
        + (run.At("state").TryGetProperty("result_state", out var result) ? "/" + result : "");

    /// <summary>The last attempt of a task.</summary>
    public static JsonElement Task(this JsonElement run, string key) =>
        run.At("tasks").EnumerateArray().Last(task => task.Text("task_key") == key);

    /// <summary>All tasks with their results, such as <c>a:SUCCESS b:FAILED</c>.</summary>
    public static string Results(this JsonElement run) => string.Join(" ", run.At("tasks").EnumerateArray()
        .Select(task => $"{task.Text("task_key")}:{task.State().Split('/').Last()}"));
}
