using Databricks.Jobs.Definitions;
using Databricks.Jobs.Models;

namespace Databricks.Jobs.Tests.Definitions;

public class JobPreviewTests
{
    private const string Current = """
        {"name":"etl","max_concurrent_runs":1,"run_as":{"user_name":"ada"},
         "tasks":[{"task_key":"a","max_retries":1},{"task_key":"b"}]}
        """;

    [Theory]
    [InlineData("""{"new_settings":{"max_concurrent_runs":1}}""", "")]
    [InlineData("""{"new_settings":{"max_concurrent_runs":3}}""", "~ max_concurrent_runs: 1 -> 3")]
    [InlineData("""{"new_settings":{"tasks":[{"task_key":"a","max_retries":2}]}}""", "~ tasks[a].max_retries: 1 -> 2")]
    [InlineData("""{"new_settings":{"tasks":[{"task_key":"c"}]}}""", "+ tasks[c]: c")]
    [InlineData("""{"fields_to_remove":["tasks/b"]}""", "- tasks[b]: b")]
    [InlineData("""{"fields_to_remove":["run_as"]}""", "- run_as.user_name: ada")]
    public void Shows_what_an_update_changes(string request, string expected)
    {
        JobSettings current = JobSettings.FromJson(Current);

        IReadOnlyList<JobDifference> found = JobPreview.Compare(current, UpdateJob.FromJson(request));

        Assert.Equal(expected, string.Join("|", found));
        Assert.Equal(JobSettings.FromJson(Current).ToJson(), current.ToJson());
    }
}
