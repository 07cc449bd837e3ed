using Databricks.Jobs.Definitions;
using Databricks.Jobs.Models;

namespace Databricks.Jobs.Tests.Definitions;

public class SettingsConversionsTests
{
    private const string Json =
        """{"name":"nightly","tasks":[{"task_key":"a","from_the_future":{"x":1.10}}],"new_field":[null,"é"]}""";

    [Fact]
    public void A_copy_has_everything_and_shares_nothing()
    {
        var settings = JobSettings.FromJson(Json);
        JobSettings copy = settings.Copy();
        copy.Tasks![0].TaskKey = "b";

        Assert.Equal(Json, settings.ToJson());
        Assert.Equal(Json.Replace("\"a\"", "\"b\""), copy.ToJson());
    }

    [Fact]
    public void The_request_that_creates_a_job_has_all_its_settings() =>
        Assert.Equal(Json, JobSettings.FromJson(Json).ToCreateJob().ToJson());
}
