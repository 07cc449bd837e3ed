using Databricks.Jobs.Definitions;
using Databricks.Jobs.Models;
using Databricks.Jobs.Tests.Servers;

namespace Databricks.Jobs.Tests.Definitions;

public sealed class JobLookupTests : IDisposable
{
    private const string Tasks = """
        [{"task_key":"a","notebook_task":{"notebook_path":"/a"},"extra":1},
         {"task_key":"b","notebook_task":{"notebook_path":"/b"}}]
        """;

    private readonly LocalWorkspaceFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_job_from_a_list_is_completed(bool expandTasks)
    {
        long id = await _fixture.CreateAsync($$$"""
            {"name":"etl","description":"d","tasks":{{{Tasks}}},"parameters":[{"name":"p","default":"1"}],
             "brand_new":{"deep":[1.50]},
             "job_clusters":[{"job_cluster_key":"c","new_cluster":{"spark_version":"15","num_workers":1}}]}
            """);

        JobSettings whole = await _fixture.Client.GetJobSettingsAsync(await ListAsync(expandTasks));

        Assert.Equal((await _fixture.Client.GetAsync(id)).Settings!.ToJson(), whole.ToJson());
    }

    [Fact]
    public async Task What_was_changed_in_the_listed_job_is_kept()
    {
        await _fixture.CreateAsync($$"""{"name":"etl","max_concurrent_runs":1,"tasks":{{Tasks}}}""");
        BaseJob listed = await ListAsync(expandTasks: false);
        listed.Settings!.MaxConcurrentRuns = 5;

        JobSettings whole = await _fixture.Client.GetJobSettingsAsync(listed);

        Assert.Equal(5, whole.MaxConcurrentRuns);
        Assert.Equal(2, whole.Tasks!.Count);
    }

    [Fact]
    public async Task A_task_that_was_taken_out_of_a_listed_job_stays_out()
    {
        await _fixture.CreateAsync($$"""{"name":"etl","tasks":{{Tasks}}}""");
        BaseJob listed = await ListAsync(expandTasks: true);
        listed.Settings!.Tasks!.RemoveAt(0);

        Assert.Equal("b", Assert.Single((await _fixture.Client.GetJobSettingsAsync(listed)).Tasks!).TaskKey);
    }

    [Fact]
    public async Task No_task_of_a_truncated_list_is_lost_and_changes_are_kept()
    {
        string tasks = string.Join(",", Enumerable.Range(0, 130).Select(static i =>
            $$$"""{"task_key":"t{{{i}}}","notebook_task":{"notebook_path":"/{{{i}}}"}}"""));
        await _fixture.CreateAsync($$"""{"name":"etl","tasks":[{{tasks}}]}""");
        BaseJob listed = await ListAsync(expandTasks: true);
        Assert.True(listed.HasMore);
        listed.Settings!.Tasks![3].NotebookTask!.NotebookPath = "/changed";
        listed.Settings.Tasks.Add(new() { TaskKey = "new", NotebookTask = new NotebookTask { NotebookPath = "/new" } });

        List<Jobs.Models.Task> all = (await _fixture.Client.GetJobSettingsAsync(listed)).Tasks!;

        Assert.Equal(131, all.Count);
        Assert.Equal("/changed", all[3].NotebookTask!.NotebookPath);
        Assert.Equal("new", all[130].TaskKey);
    }

    [Fact]
    public async Task A_job_without_an_id_cannot_be_completed() =>
        await Assert.ThrowsAsync<JobsException>(() => _fixture.Client.GetJobSettingsAsync(new BaseJob()));

    [Fact]
    public async Task The_one_job_of_a_name_is_found_in_any_case()
    {
        long id = await _fixture.CreateAsync("""{"name":"etl"}""");
        await _fixture.CreateAsync("""{"name":"etl 2"}""");

        Assert.Equal(id, (await _fixture.Client.FindJobAsync("ETL")).JobId);
    }

    [Fact]
    public async Task A_name_that_several_jobs_have_is_an_error_that_lists_them()
    {
        var ids = new List<long>();
        for (int i = 0; i < 7; i++) ids.Add(await _fixture.CreateAsync("""{"name":"etl"}"""));

        var failure = await Assert.ThrowsAsync<JobLookupException>(() => _fixture.Client.FindJobAsync("etl"));

        Assert.Equal(ids.Order(), failure.JobIds.Order());
        Assert.StartsWith("7 jobs are named 'etl': etl (job ", failure.Problem, StringComparison.Ordinal);
        Assert.EndsWith("and others.", failure.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_no_job_has_is_an_error()
    {
        var failure = await Assert.ThrowsAsync<JobNotFoundException>(() => _fixture.Client.FindJobAsync("nowhere"));

        Assert.Equal("There is no job named 'nowhere'.", failure.Problem);
        Assert.IsAssignableFrom<NotFoundException>(failure);
    }

    private async Task<BaseJob> ListAsync(bool expandTasks)
    {
        var options = new ListJobsOptions { ExpandTasks = expandTasks };
        await foreach (BaseJob job in _fixture.Client.ListAsync(options)) return job;
        throw new InvalidOperationException();
    }
}
