using System.Text.Json;
using Databricks.Jobs.Models;
using Databricks.Jobs.Tests.Models;

namespace Databricks.Jobs.Tests.Serialization;

public sealed class ValueReadingTests
{
    [Theory]
    [InlineData("9007199254740993", 9007199254740993)]
    [InlineData("9223372036854775807", long.MaxValue)]
    [InlineData("-9223372036854775808", long.MinValue)]
    [InlineData("\"9007199254740993\"", 9007199254740993)]
    [InlineData("12.0", 12)]
    [InlineData("1.2e3", 1200)]
    [InlineData("0", 0)]
    public void An_id_is_exact_however_it_is_written(string json, long expected)
    {
        Assert.Equal(expected, RunNow.FromJson($$"""{"job_id":{{json}}}""").JobId);
    }

    [Fact]
    public void Epoch_milliseconds_are_a_time_and_zero_is_none()
    {
        Run run = Run.FromJson("""{"start_time":1714000000123,"end_time":0}""");

        Assert.Equal(new DateTimeOffset(2024, 4, 24, 23, 6, 40, 123, TimeSpan.Zero), run.StartTime);
        Assert.Null(run.EndTime);
        Assert.Equal("""{"start_time":1714000000123}""", run.ToJson());
    }

    [Fact]
    public void Durations_are_time_spans_and_zero_is_one()
    {
        Run run = Run.FromJson("""{"run_duration":90061001,"setup_duration":0}""");

        Assert.Equal(new TimeSpan(1, 1, 1, 1, 1), run.RunDuration);
        Assert.Equal(TimeSpan.Zero, run.SetupDuration);
        Assert.Equal("""{"run_duration":90061001,"setup_duration":0}""", run.ToJson());
    }

    [Fact]
    public void False_zero_empty_text_and_empty_lists_are_sent_and_null_is_not()
    {
        var settings = new JobSettings
        {
            Name = "",
            Description = null,
            TimeoutSeconds = 0,
            Tasks = [],
            Tags = [],
            Queue = new QueueSettings { Enabled = false },
        };

        Assert.Equal(
            """{"name":"","queue":{"enabled":false},"tags":{},"tasks":[],"timeout_seconds":0}""",
            settings.ToJson());
    }

    [Fact]
    public void An_unknown_value_of_an_enumeration_survives()
    {
        const string Json = """{"life_cycle_state":"HIBERNATING"}""";

        Assert.Equal(Json, RunState.FromJson(Json).ToJson());
    }

    [Theory]
    [InlineData("gitHub", "gitHub")]
    [InlineData("GIT_HUB", "gitHub")]
    [InlineData("AZURE_DEV_OPS_SERVICES", "azureDevOpsServices")]
    [InlineData("codebergForge", "codebergForge")]
    public void The_APIs_value_is_sent_for_a_git_provider(string set, string sent)
    {
        Assert.Equal($$"""{"git_provider":"{{sent}}"}""", new GitSource { GitProvider = set }.ToJson());
    }

    [Fact]
    public void A_property_name_can_have_escapes()
    {
        Assert.Equal(7, RunNow.FromJson("""{"\u006aob_id":7}""").JobId);
        Assert.Throws<ModelJsonException>(() => RunNow.FromJson("""{"\u006aob_id":7,"job_id":8}"""));
    }

    [Fact]
    public void A_null_in_a_map_is_sent_back_unchanged()
    {
        const string Json = """{"notebook_params":{"a":null,"b":""}}""";

        Assert.Equal(Json, RunNow.FromJson(Json).ToJson());
    }

    [Fact]
    public void An_unknown_member_survives_a_change_of_another()
    {
        Job job = ServiceResponse.Read<Job>(
            """{"job_id":1,"settings":{"name":"a","tasks":[{"task_key":"t","new_task":{"x":1.10}}]}}""");

        job.Settings!.Name = "b";

        Assert.Equal(
            """{"job_id":1,"settings":{"name":"b","tasks":[{"task_key":"t","new_task":{"x":1.10}}]}}""",
            job.ToJson());
    }

    [Fact]
    public void A_member_added_under_a_fields_name_is_sent_once()
    {
        var run = new RunNow { JobId = 1 };
        run.GetAdditionalProperties()["job_id"] = JsonDocument.Parse("2").RootElement;

        Assert.Equal("""{"job_id":1}""", run.ToJson());
    }

    [Fact]
    public void Repeated_text_with_equal_ends_is_not_confused()
    {
        string[] words =
        [
            .. Enumerable.Range(0, 3000).Select(i => $"prefix__{i:D6}__suffix"),
            .. Enumerable.Range(0, 3000).Select(i => $"k{i}"),
            "äöü", "äöu", "日本", "", "\u0000",
        ];
        var run = new RunNow { JarParams = [.. words, .. words] };

        Assert.Equal(run.JarParams, RunNow.FromJson(run.ToJson()).JarParams!);
    }

    [Fact]
    public void A_byte_order_mark_is_skipped()
    {
        Assert.Equal(1, RunNow.FromJson("\uFEFF{\"job_id\":1}").JobId);
        Assert.Equal(1, ServiceResponse.Read<RunNow>([0xEF, 0xBB, 0xBF, .. "{\"job_id\":1}"u8]).JobId);
    }

    [Fact]
    public void A_null_argument_is_named()
    {
        Assert.Equal("json", Assert.Throws<ArgumentNullException>(() => Job.FromJson(null!)).ParamName);
        Assert.Equal("writer", Assert.Throws<ArgumentNullException>(() => new Job().WriteTo(null!)).ParamName);
    }

    [Fact]
    public void A_null_in_a_list_of_objects_is_written_as_null()
    {
        Assert.Equal("""{"tasks":[null]}""", new JobSettings { Tasks = [null!] }.ToJson());
    }
}
