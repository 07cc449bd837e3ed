using System.Text.Json;
using static Databricks.Jobs.Tests.LocalWorkspace.TestWorkspace;

namespace Databricks.Jobs.Tests.LocalWorkspace;

public sealed class ListingTests : IDisposable
{
    private readonly TestWorkspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task Jobs_are_listed_newest_first_in_pages_that_can_be_walked_both_ways()
    {
        for (int i = 0; i < 7; i++) await _workspace.CreateAsync($$"""{"name":"j{{i}}"}""");

        var first = await _workspace.JobsAsync("list?limit=3");
        await _workspace.CreateAsync("""{"name":"late"}""");
        var second = await _workspace.JobsAsync($"list?limit=3&page_token={first.Text("next_page_token")}");
        var third = await _workspace.JobsAsync($"list?limit=3&page_token={second.Text("next_page_token")}");
        var back = await _workspace.JobsAsync($"list?limit=3&page_token={third.Text("prev_page_token")}");

        Assert.Equal("j6 j5 j4", NamesOf(first));
        Assert.Equal("j3 j2 j1", NamesOf(second));
        Assert.Equal("j0", NamesOf(third));
        Assert.False(third.Has("next_page_token"));
        Assert.Equal("j3 j2 j1", NamesOf(back));
    }

    [Fact]
    public async Task Names_filter_exactly_but_in_any_case()
    {
        await _workspace.CreateAsync("""{"name":"Nightly"}""");
        await _workspace.CreateAsync("""{"name":"Nightly 2"}""");
        Assert.Equal("Nightly", NamesOf(await _workspace.JobsAsync("list?name=nIGHTLY")));
        Assert.False((await _workspace.JobsAsync("list?name=night")).Has("jobs"));
    }

    [Fact]
    public async Task Tasks_are_listed_only_when_asked_for()
    {
        await _workspace.CreateTasksAsync(Notebook("a"));
        Assert.False((await _workspace.JobsAsync("list")).At("jobs.0.settings").Has("tasks"));
        Assert.True((await _workspace.JobsAsync("list?expand_tasks=true")).At("jobs.0.settings").Has("tasks"));
    }

    [Theory]
    [InlineData("api/2.2/jobs/list?limit=101")]
    [InlineData("api/2.1/jobs/list?limit=101")]
    [InlineData("api/2.2/jobs/runs/list?limit=26")]
    [InlineData("api/2.1/jobs/list?offset=10001")]
    [InlineData("api/2.2/jobs/list?limit=-1")]
    [InlineData("api/2.2/jobs/list?limit=many")]
    [InlineData("api/2.2/jobs/list?expand_tasks=maybe")]
    [InlineData("api/2.2/jobs/list?page_token=nonsense")]
    [InlineData("api/2.2/jobs/list?page_token=YWJjZA")]
    [InlineData("api/2.2/jobs/runs/list?active_only=true&completed_only=true")]
    [InlineData("api/2.2/jobs/runs/list?run_type=NIGHT_RUN")]
    public async Task What_a_list_cannot_do_is_rejected(string path) =>
        Assert.Equal("INVALID_PARAMETER_VALUE", (await _workspace.GetAsync(path)).Code);

    [Theory]
    [InlineData("2.1")]
    [InlineData("2.2")]
    public async Task A_list_of_jobs_has_up_to_a_hundred_in_both_versions(string version)
    {
        for (int i = 0; i < 30; i++) await _workspace.CreateAsync("{}");
        JsonElement page = (await _workspace.GetAsync($"api/{version}/jobs/list?limit=100")).Json;
        Assert.Equal(30, page.At("jobs").GetArrayLength());
        Assert.Equal("False", page.Text("has_more"));
    }

    [Fact]
    public async Task Version_2_1_pages_by_offset()
    {
        for (int i = 0; i < 5; i++) await _workspace.CreateAsync($$"""{"name":"j{{i}}"}""");
        var page = (await _workspace.GetAsync("api/2.1/jobs/list?limit=2&offset=2")).Json;
        Assert.Equal("j2 j1", NamesOf(page));
        Assert.Equal("True", page.Text("has_more"));
        Assert.Equal("False", (await _workspace.GetAsync("api/2.1/jobs/list?limit=2&offset=4")).Json.Text("has_more"));
    }

    [Fact]
    public async Task Runs_are_filtered_by_job_state_type_and_start()
    {
        long one = await _workspace.CreateTasksAsync(Notebook("a"));
        long two = await _workspace.CreateTasksAsync(Notebook("a"));
        long ended = await _workspace.RunNowAsync(one);
        _workspace.Advance(100);
        long active = await _workspace.RunNowAsync(two);
        long submitted = (await _workspace.JobsAsync("runs/submit", $$"""{"tasks":[{{Notebook("a")}}]}"""))
            .At("run_id").GetInt64();
        long later = Start.AddSeconds(50).ToUnixTimeMilliseconds();

        Assert.Equal(new[] { submitted, active, ended }, await IdsAsync("runs/list"));
        Assert.Equal(new[] { ended }, await IdsAsync($"runs/list?job_id={one}"));
        Assert.Equal(new[] { submitted, active }, await IdsAsync("runs/list?active_only=true"));
        Assert.Equal(new[] { ended }, await IdsAsync("runs/list?completed_only=true"));
        Assert.Equal(new[] { submitted }, await IdsAsync("runs/list?run_type=SUBMIT_RUN"));
        Assert.Equal(new[] { submitted, active }, await IdsAsync($"runs/list?start_time_from={later}"));
        Assert.Equal(new[] { ended }, await IdsAsync($"runs/list?start_time_to={later}"));
        Assert.Empty(await IdsAsync("runs/list?job_id=1"));
        Assert.True((await _workspace.JobsAsync("runs/list?expand_tasks=true")).At("runs.0").Has("tasks"));
    }

    private async Task<long[]> IdsAsync(string path)
    {
        var page = await _workspace.JobsAsync(path);
        return page.Has("runs") ? [.. page.At("runs").EnumerateArray().Select(run => run.At("run_id").GetInt64())] : [];
    }

    private static string NamesOf(JsonElement page) =>
        string.Join(" ", page.At("jobs").EnumerateArray().Select(job => job.Text("settings.name")));
}
