using System.Net;
using System.Text.Json;
using static Databricks.Jobs.Tests.LocalWorkspace.TestWorkspace;

namespace Databricks.Jobs.Tests.LocalWorkspace;

public sealed class JobTests : IDisposable
{
    private readonly TestWorkspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task A_created_job_comes_back_with_the_defaults_of_the_service()
    {
        long id = await _workspace.CreateAsync(
            $$"""{"tasks":[{{Notebook("b", "c,a")}},{{Notebook("a")}},{{Notebook("c")}}]}""");
        var job = await _workspace.JobsAsync($"get?job_id={id}");

        Assert.Equal("Untitled", job.Text("settings.name"));
        Assert.Equal("MULTI_TASK", job.Text("settings.format"));
        Assert.Equal("1", job.Text("settings.max_concurrent_runs"));
        Assert.Equal("True", job.Text("settings.queue.enabled"));
        Assert.Equal("{}", job.Text("settings.email_notifications"));
        Assert.Equal("ALL_SUCCESS", job.Text("settings.tasks.0.run_if"));
        Assert.Equal("WORKSPACE", job.Text("settings.tasks.0.notebook_task.source"));
        Assert.Equal("a", job.Text("settings.tasks.0.depends_on.0.task_key"));
        Assert.Equal("local.user@example.com", job.Text("run_as_user_name"));
        Assert.Equal(Start.ToUnixTimeMilliseconds(), job.At("created_time").GetInt64());
    }

    [Fact]
    public async Task Members_that_nobody_knows_are_kept_but_policy_defaults_are_not_returned()
    {
        long id = await _workspace.CreateAsync(
            """
            {"name":"j","brand_new":{"deep":[1,"x"]},
             "job_clusters":[{"job_cluster_key":"c",
              "new_cluster":{"num_workers":1,"apply_policy_default_values":true}}],
             "tasks":[{"task_key":"a","job_cluster_key":"c","future_task":{"x":1},"extra":true}]}
            """);
        var job = await _workspace.JobsAsync($"get?job_id={id}");

        Assert.Equal("x", job.Text("settings.brand_new.deep.1"));
        Assert.Equal("True", job.Text("settings.tasks.0.extra"));
        Assert.False(job.At("settings.job_clusters.0.new_cluster").Has("apply_policy_default_values"));
    }

    [Fact]
    public async Task Version_2_1_does_not_queue_by_default()
    {
        var reply = await _workspace.PostAsync("api/2.1/jobs/create", """{"name":"old"}""");
        var job = await _workspace.GetAsync($"api/2.1/jobs/get?job_id={reply.Json.At("job_id")}");
        Assert.False(job.Json.At("settings").Has("queue"));
    }

    [Fact]
    public async Task Reset_replaces_everything_but_an_omitted_run_as()
    {
        long id = await _workspace.CreateAsync("""{"name":"a","description":"d","run_as":{"user_name":"x@y"}}""");
        await _workspace.JobsAsync("reset", $$$"""{"job_id":{{{id}}},"new_settings":{"name":"b"}}""");
        var job = await _workspace.JobsAsync($"get?job_id={id}");

        Assert.Equal("b", job.Text("settings.name"));
        Assert.False(job.At("settings").Has("description"));
        Assert.Equal("x@y", job.Text("settings.run_as.user_name"));
        Assert.Equal("x@y", job.Text("run_as_user_name"));
    }

    [Fact]
    public async Task Update_merges_arrays_by_key_and_replaces_the_rest()
    {
        long id = await _workspace.CreateAsync($$"""
            {"name":"a","description":"d","tags":{"x":"1"},"tasks":[{{Notebook("one")}},{{Notebook("two")}}],
             "parameters":[{"name":"p","default":"1"}]}
            """);
        await _workspace.JobsAsync("update", $$$"""
            {"job_id":{{{id}}},"new_settings":{"tags":{"y":"2"},"parameters":[{"name":"q","default":"2"}],
             "tasks":[{"task_key":"two","notebook_task":{"notebook_path":"/new"}},{{{Notebook("three")}}}]},
             "fields_to_remove":["description","tasks/one","tasks/unknown"]}
            """);
        var settings = (await _workspace.JobsAsync($"get?job_id={id}")).At("settings");

        Assert.False(settings.Has("description"));
        Assert.Equal("""{"y":"2"}""", settings.Text("tags"));
        Assert.Equal(["two", "three"], settings.At("tasks").EnumerateArray().Select(task => task.Text("task_key")));
        Assert.Equal("/new", settings.Text("tasks.0.notebook_task.notebook_path"));
        Assert.Equal(2, settings.At("parameters").GetArrayLength());
    }

    [Fact]
    public async Task Update_rejects_removing_nested_fields()
    {
        long id = await _workspace.CreateAsync("""{"name":"a"}""");
        var reply = await _workspace.RejectedAsync(
            "update", $$"""{"job_id":{{id}},"fields_to_remove":["schedule/timezone_id"]}""");
        Assert.Contains("schedule/timezone_id", reply.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_deleted_job_does_not_exist_for_those_who_could_see_it()
    {
        long id = await _workspace.CreateAsync("""{"name":"a"}""");
        string body = $$$"""{"job_id":{{{id}}},"new_settings":{}}""";
        await _workspace.JobsAsync("delete", body);

        WorkspaceResponse[] replies =
        [
            await _workspace.RejectedAsync($"get?job_id={id}"),
            await _workspace.RejectedAsync("delete", body),
            await _workspace.RejectedAsync("update", body),
            await _workspace.RejectedAsync("reset", body),
            await _workspace.RejectedAsync("run-now", body),
            await _workspace.GetAsync($"api/2.0/permissions/jobs/{id}"),
        ];
        Assert.All(replies, reply => Assert.Equal(
            (404, "RESOURCE_DOES_NOT_EXIST", $"Job {id} does not exist."),
            ((int)reply.Status, reply.Code, reply.Message)));
    }

    [Fact]
    public async Task A_job_that_never_existed_cannot_be_changed_for_lack_of_permissions()
    {
        var unknown = await _workspace.RejectedAsync("get?job_id=5");
        Assert.Equal((HttpStatusCode.NotFound, "RESOURCE_DOES_NOT_EXIST"), (unknown.Status, unknown.Code));
        Assert.Equal("Job 5 does not exist.", unknown.Message);
        var reset = await _workspace.RejectedAsync("reset", """{"job_id":5,"new_settings":{}}""");
        Assert.Equal((HttpStatusCode.Forbidden, "PERMISSION_DENIED"), (reset.Status, reset.Code));
        Assert.Equal(
            "User local.user@example.com does not have Admin or Owner permissions on job 5", reset.Message);
    }

    [Fact]
    public async Task A_big_job_comes_in_pages_of_a_hundred_in_2_2_and_whole_in_2_1()
    {
        string tasks = string.Join(",", Enumerable.Range(0, 250).Select(i => Notebook($"t{i}")));
        long id = await _workspace.CreateTasksAsync(tasks, ""","parameters":[{"name":"p","default":"1"}]""");

        var first = await _workspace.JobsAsync($"get?job_id={id}");
        Assert.Equal(100, first.At("settings.tasks").GetArrayLength());
        var second = await _workspace.JobsAsync($"get?job_id={id}&page_token={first.Text("next_page_token")}");
        Assert.False(second.At("settings").Has("parameters"));
        var third = await _workspace.JobsAsync($"get?job_id={id}&page_token={second.Text("next_page_token")}");
        Assert.Equal(50, third.At("settings.tasks").GetArrayLength());
        Assert.False(third.Has("next_page_token"));

        var old = await _workspace.GetAsync($"api/2.1/jobs/get?job_id={id}");
        Assert.Equal(250, old.Json.At("settings.tasks").GetArrayLength());
        var listed = await _workspace.JobsAsync("list?expand_tasks=true");
        Assert.Equal(100, listed.At("jobs.0.settings.tasks").GetArrayLength());
        Assert.Equal("True", listed.Text("jobs.0.has_more"));
    }

    [Theory]
    [InlineData("job_clusters", "job_cluster_key", "")]
    [InlineData("parameters", "name", ",\"default\":\"x\"")]
    [InlineData("environments", "environment_key", "")]
    public async Task Pages_cover_every_array_of_a_job(string array, string key, string more)
    {
        string items = string.Join(",", Enumerable.Range(0, 130).Select(i => $$"""{"{{key}}":"k{{i}}"{{more}}}"""));
        long id = await _workspace.CreateTasksAsync(Notebook("a"), $",\"{array}\":[{items}]");

        JsonElement first = await _workspace.JobsAsync($"get?job_id={id}");
        Assert.Equal(100, first.At("settings." + array).GetArrayLength());
        Assert.Equal("True", first.Text("has_more"));
        JsonElement second = await _workspace.JobsAsync($"get?job_id={id}&page_token={first.Text("next_page_token")}");
        Assert.Equal(30, second.At("settings." + array).GetArrayLength());
        Assert.False(second.At("settings").Has("tasks"));
        Assert.False(second.Has("has_more"));

        JsonElement listed = await _workspace.JobsAsync("list?expand_tasks=true");
        Assert.Equal(100, listed.At("jobs.0.settings." + array).GetArrayLength());
        Assert.Equal("True", listed.Text("jobs.0.has_more"));
    }
}
