using Databricks.Jobs.Models;

namespace Databricks.Jobs.Tests.Models;

public sealed class RunDurationTests
{
    private static readonly DateTimeOffset s_now = DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_100_000);

    [Theory]
    // The service's own number comes first; 0 is none.
    [InlineData("""{"run_duration":5000,"start_time":1700000000000,"end_time":1700000009000}""", 5)]
    [InlineData("""{"run_duration":0,"start_time":1700000000000,"end_time":1700000009000}""", 9)]
    [InlineData("""{"start_time":1700000000000,"end_time":1700000009000,"execution_duration":4000}""", 9)]
    [InlineData("""{"execution_duration":4000}""", 4)]
    // Only a run in progress has a running clock.
    [InlineData("""{"start_time":1700000000000,"end_time":0,"status":{"state":"RUNNING"}}""", 100)]
    [InlineData("""{"start_time":1700000000000,"status":{"state":"TERMINATED"}}""", null)]
    [InlineData("""{"status":{"state":"QUEUED"}}""", null)]
    public void It_is_the_reported_duration_or_the_time_from_start_to_end(string json, int? seconds)
    {
        TimeSpan? expected = seconds is { } known ? TimeSpan.FromSeconds(known) : null;

        Assert.Equal(expected, RunDuration.Of(Run.FromJson(json), s_now));
        Assert.Equal(expected, RunDuration.Of(BaseRun.FromJson(json), s_now));
        Assert.Equal(expected, RunDuration.Of(RunTask.FromJson(json), s_now));
    }

    [Fact]
    public void Without_the_current_time_an_active_run_has_none() =>
        Assert.Null(RunDuration.Of(Run.FromJson("""{"start_time":1700000000000,"status":{"state":"RUNNING"}}""")));
}
