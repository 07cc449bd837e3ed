using Databricks.Jobs.Definitions;
using Databricks.Jobs.Models;

namespace Databricks.Jobs.Tests.Definitions;

public sealed class JobPauseTests
{
    private const string Cron = """
        "quartz_cron_expression":"0 0 1 * * ?","timezone_id":"UTC"
        """;

    public static TheoryData<string> Starts() =>
    [
        $$$"""{"schedule":{{{{Cron}}},"pause_status":"STATE","brand_new":[1]}}""",
        """{"trigger":{"file_arrival":{"url":"s3://a/"},"pause_status":"STATE","brand_new":[1]}}""",
        """{"continuous":{"pause_status":"STATE","brand_new":[1]}}""",
        $$$"""
        {"triggers":[{"schedule":{{{{Cron}}}},"pause_status":"STATE"},
         {"continuous":{},"pause_status":"STATE","brand_new":[1]}]}
        """,
    ];

    [Theory]
    [MemberData(nameof(Starts))]
    public void What_starts_a_job_is_paused_and_resumed_as_a_whole_block(string json)
    {
        string paused = json.Replace("STATE", "PAUSED", StringComparison.Ordinal);
        string unpaused = json.Replace("STATE", "UNPAUSED", StringComparison.Ordinal);
        JobSettings settings = Read(unpaused.Insert(1, "\"name\":\"etl\",\"tasks\":[{\"task_key\":\"a\"}],"));

        Assert.False(JobPause.IsPaused(settings));
        JobSettings change = JobPause.Change(settings, isPaused: true)!;

        Assert.True(JobPause.IsPaused(change));
        Assert.Equal(Read(paused).ToJson(), change.ToJson());
        Assert.False(JobPause.IsPaused(settings));
        Assert.Null(JobPause.Change(change, isPaused: true));
        Assert.Equal(Read(unpaused).ToJson(), JobPause.Change(change, isPaused: false)!.ToJson());
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"name":"etl","triggers":[]}""")]
    public void A_job_that_nothing_starts_is_neither_paused_nor_unpaused(string json)
    {
        Assert.Null(JobPause.IsPaused(Read(json)));
        Assert.Null(JobPause.Change(Read(json), isPaused: true));
        Assert.Null(JobPause.Change(Read(json), isPaused: false));
    }

    [Theory]
    [InlineData("""{"schedule":{"quartz_cron_expression":"0 0 1 * * ?","timezone_id":"UTC"}}""")]
    [InlineData("""{"continuous":{}}""")]
    public void What_does_not_say_whether_it_is_paused_is_not(string json)
    {
        Assert.False(JobPause.IsPaused(Read(json)));
        Assert.Null(JobPause.Change(Read(json), isPaused: false));
        Assert.NotNull(JobPause.Change(Read(json), isPaused: true));
    }

    [Fact]
    public void A_list_of_triggers_is_paused_when_all_are()
    {
        JobSettings settings = Read("""{"triggers":[{"continuous":{},"pause_status":"PAUSED"},{"continuous":{}}]}""");

        Assert.False(JobPause.IsPaused(settings));
        Assert.True(JobPause.IsPaused(JobPause.Change(settings, isPaused: true)!));
        JobSettings resumed = JobPause.Change(settings, isPaused: false)!;
        Assert.All(resumed.Triggers!, trigger => Assert.NotEqual("PAUSED", trigger.PauseStatus));
    }

    [Fact]
    public void Pausing_settings_can_keep_a_pause_status()
    {
        JobSettings settings = Read("""{"continuous":{"pause_status":"UNPAUSED"},"trigger":{}}""");
        JobPause.Pause(settings, keepStated: true);

        Assert.Equal("UNPAUSED", settings.Continuous!.PauseStatus);
        Assert.Equal("PAUSED", settings.Trigger!.PauseStatus);
    }

    [Fact]
    public void A_change_is_applied_to_the_settings()
    {
        JobSettings settings = Read("""{"name":"etl","continuous":{"pause_status":"UNPAUSED"}}""");
        JobPause.Apply(settings, JobPause.Change(settings, isPaused: true)!);

        Assert.Equal("""{"continuous":{"pause_status":"PAUSED"},"name":"etl"}""", settings.ToJson());
    }

    private static JobSettings Read(string json) => JobSettings.FromJson(json);
}
