using Databricks.Jobs.Models;
using Databricks.Jobs.Runs;

namespace Databricks.Jobs.Tests.Runs;

public class RunUrlTests
{
    [Theory]
    [InlineData(
        "https://adb-1.2.azuredatabricks.net/?o=42#job/7/run/9",
        "https://adb-1.2.azuredatabricks.net/jobs/7/runs/9?o=42")]
    [InlineData("https://dbc.cloud.databricks.com/#job/7/run/9", "https://dbc.cloud.databricks.com/jobs/7/runs/9")]
    [InlineData("http://localhost:8080?o=1#job/7/run/9", "http://localhost:8080/jobs/7/runs/9?o=1")]
    [InlineData(
        "https://dbc.cloud.databricks.com/jobs/7/runs/9?o=42",
        "https://dbc.cloud.databricks.com/jobs/7/runs/9?o=42")]
    [InlineData("https://dbc.cloud.databricks.com/#another/page", "https://dbc.cloud.databricks.com/#another/page")]
    public void Opens_for_all(string given, string expected)
    {
        Assert.Equal(expected, RunUrl.Of(new Run { RunPageUrl = given }));
        Assert.Equal(expected, RunUrl.Of(new BaseRun { RunPageUrl = given }));
        Assert.Equal(expected, RunUrl.Of(new RunTask { RunPageUrl = given }));
    }

    [Fact]
    public void Is_absent_where_the_service_names_none() => Assert.Null(RunUrl.Of(new Run()));
}
