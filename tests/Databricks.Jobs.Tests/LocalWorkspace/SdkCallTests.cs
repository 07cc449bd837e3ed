using System.Text.Json;
using static Databricks.Jobs.Tests.LocalWorkspace.TestWorkspace;

namespace Databricks.Jobs.Tests.LocalWorkspace;

/// <summary>
/// The sequences of calls that the integration tests of the official Python SDK make, and what they read from the
/// responses. A caller that follows them must neither fail nor miss a field.
/// </summary>
public sealed class SdkCallTests : IDisposable
{
    private readonly TestWorkspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task A_list_of_jobs_has_a_name_for_each_until_there_is_no_page_token()
    {
        for (int i = 0; i < 45; i++) await _workspace.CreateAsync($$"""{"name":"job {{i}}"}""");

        List<string?> names = [];
        string? token = null;
        do
        {
            JsonElement page = await _workspace.JobsAsync(
                "list" + (token is null ? "" : $"?page_token={Uri.EscapeDataString(token)}"));
            names.AddRange(page.At("jobs").EnumerateArray().Select(job => job.Text("settings.name")));
            token = page.Has("next_page_token") ? page.Text("next_page_token") : null;
        }
        while (!string.IsNullOrEmpty(token));

        Assert.Equal(45, names.Distinct().Count());
    }

    [Fact]
    public async Task A_submitted_run_can_be_polled_until_it_has_ended()
    {
        long run = (await _workspace.JobsAsync("runs/submit", """
            {"run_name":"sdk","tasks":[{"task_key":"pi",
             "new_cluster":{"spark_version":"15.4.x-scala2.12","instance_pool_id":"pool","num_workers":1},
             "spark_python_task":{"python_file":"dbfs:/home/local.user@example.com/sample.py"}}]}
            """)).At("run_id").GetInt64();

        List<string> states = [];
        JsonElement view;
        do
        {
            view = await _workspace.RunAsync(run);
            // The callback of the waiter reads the state of each task.
            states.Add(string.Join(", ", view.At("tasks").EnumerateArray()
                .Select(task => $"{task.Text("task_key")}: {task.Text("state.life_cycle_state")}")));
            _workspace.Advance(1);
        }
        while (view.Text("state.life_cycle_state") is not ("TERMINATED" or "SKIPPED" or "INTERNAL_ERROR"));

        Assert.Equal(["pi: PENDING", "pi: RUNNING", "pi: TERMINATED"], states.Distinct());
        Assert.StartsWith(_workspace.Server.Address.ToString(), view.Text("run_page_url"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_latest_run_of_a_job_is_found_by_its_end_also_if_it_is_active()
    {
        long job = await _workspace.CreateTasksAsync(Notebook("a"), ",\"max_concurrent_runs\":3");
        long ended = await _workspace.RunNowAsync(job);
        _workspace.Advance(100);
        await _workspace.RunNowAsync(job);
        _workspace.Advance(3);

        JsonElement[] runs =
        [
            .. (await _workspace.JobsAsync($"runs/list?job_id={job}&expand_tasks=false")).At("runs").EnumerateArray(),
        ];

        // The caller compares and adds up these two of every run.
        JsonElement latest = runs.MaxBy(run => run.At("end_time").GetInt64());
        double average = runs.Average(run => run.At("run_duration").GetInt64());
        Assert.Equal(ended, latest.At("run_id").GetInt64());
        Assert.Equal("SUCCESS", latest.Text("state.result_state"));
        Assert.Equal(3500, average);
    }

    [Fact]
    public async Task A_job_with_a_shared_cluster_and_a_wheel_is_created()
    {
        long job = await _workspace.CreateAsync("""
            {"job_clusters":[{"job_cluster_key":"cluster1",
             "new_cluster":{"node_type_id":"Standard_DS3_v2","num_workers":2,"spark_version":"15.4.x-scala2.12"}}],
             "tasks":[{"task_key":"task1","job_cluster_key":"cluster1",
             "python_wheel_task":{"entry_point":"test","package_name":"deepspeed"}}]}
            """);
        Assert.True(job > int.MaxValue);
    }

    [Fact]
    public async Task The_caller_is_identified_by_the_address_that_the_SDK_uses()
    {
        Assert.Equal(
            "local.user@example.com", (await _workspace.GetAsync("api/2.0/preview/scim/v2/Me")).Json.Text("userName"));
    }
}
