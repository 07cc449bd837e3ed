using Databricks.Jobs.Models;

namespace Databricks.Jobs.Tests.Models;

public sealed class ShorthandTests
{
    [Theory]
    [InlineData("load", """{"task_key":"load"}""")]
    [InlineData("check=true", """{"task_key":"check","outcome":"true"}""")]
    [InlineData("check = False", """{"task_key":"check","outcome":"false"}""")]
    public void Reads_a_dependency(string text, string json) =>
        Assert.Equal(json, Shorthand.Dependency(text).ToJson());

    [Fact]
    public void Rejects_an_outcome_that_is_not_true_or_false() => Assert.Contains(
        "true or false",
        Assert.Throws<ModelBindingException>(() => Shorthand.Dependency("check=maybe")).Message,
        StringComparison.Ordinal);

    [Theory]
    [InlineData("/Volumes/x/a.whl", """{"whl":"/Volumes/x/a.whl"}""")]
    [InlineData("dbfs:/a.JAR", """{"jar":"dbfs:/a.JAR"}""")]
    [InlineData("/x/a.egg", """{"egg":"/x/a.egg"}""")]
    [InlineData("/Workspace/requirements.txt", """{"requirements":"/Workspace/requirements.txt"}""")]
    [InlineData("org.jsoup:jsoup:1.7.2", """{"maven":{"coordinates":"org.jsoup:jsoup:1.7.2"}}""")]
    [InlineData("pandas==2.2.0", """{"pypi":{"package":"pandas==2.2.0"}}""")]
    [InlineData("simplejson", """{"pypi":{"package":"simplejson"}}""")]
    public void Reads_a_library(string text, string json) => Assert.Equal(json, Shorthand.Library(text).ToJson());

    // The expressions are from the documentation of Quartz.
    [Theory]
    [InlineData("0 0 2 * * ?", "0 0 2 * * ?", "UTC")]
    [InlineData(" 0  0 2 * * ? Europe/Berlin ", "0 0 2 * * ?", "Europe/Berlin")]
    [InlineData("0 0 2 * * ? europe/berlin", "0 0 2 * * ?", "Europe/Berlin")]
    [InlineData("0 0 2 ? * MON-FRI W. Europe Standard Time", "0 0 2 ? * MON-FRI", "Europe/Berlin")]
    [InlineData("0 15 10 ? * 6L 2022-2025 UTC", "0 15 10 ? * 6L 2022-2025", "UTC")]
    [InlineData("0 15 10 ? * 6L 2022-2025", "0 15 10 ? * 6L 2022-2025", "UTC")]
    [InlineData("0 15 10 L * ?", "0 15 10 L * ?", "UTC")]
    [InlineData("0 15 10 LW * ?", "0 15 10 LW * ?", "UTC")]
    [InlineData("0 15 10 L-2 * ? GMT+2", "0 15 10 L-2 * ?", "GMT+2")]
    [InlineData("0 0 12 ? JAN,JUL FRI#2", "0 0 12 ? JAN,JUL FRI#2", "UTC")]
    [InlineData("0 0 12 ? * friL", "0 0 12 ? * friL", "UTC")]
    [InlineData("0 0 2 * * ? Mars/Phobos", "0 0 2 * * ?", "Mars/Phobos")]
    [InlineData("0 2 * * * Europe/Berlin", "0 2 * * *", "Europe/Berlin")]
    [InlineData("", "", "UTC")]
    public void Reads_a_schedule(string text, string cron, string zone)
    {
        CronSchedule schedule = Shorthand.Schedule(text);

        Assert.Equal((cron, zone, "UNPAUSED"),
            (schedule.QuartzCronExpression, schedule.TimezoneId, schedule.PauseStatus));
    }

    [Theory]
    [InlineData("someone@example.com", """{"user_name":"someone@example.com"}""")]
    [InlineData(
        "692bc6d0-ffa3-11ed-be56-0242ac120002",
        """{"service_principal_name":"692bc6d0-ffa3-11ed-be56-0242ac120002"}""")]
    public void Reads_an_identity(string text, string json) => Assert.Equal(json, Shorthand.RunAs(text).ToJson());

    [Fact]
    public void Names_the_valid_identities() => Assert.Contains(
        "group_name",
        Assert.Throws<ModelBindingException>(() => Shorthand.RunAs("admins")).Message,
        StringComparison.Ordinal);

    [Theory]
    [InlineData("/Shared/setup.sh", """{"workspace":{"destination":"/Shared/setup.sh"}}""")]
    [InlineData("/Volumes/a/b.sh", """{"volumes":{"destination":"/Volumes/a/b.sh"}}""")]
    [InlineData("dbfs:/Volumes/a/b.sh", """{"volumes":{"destination":"dbfs:/Volumes/a/b.sh"}}""")]
    [InlineData("dbfs:/init/b.sh", """{"dbfs":{"destination":"dbfs:/init/b.sh"}}""")]
    [InlineData("s3://b/c.sh", """{"s3":{"destination":"s3://b/c.sh"}}""")]
    [InlineData("abfss://a@b/c.sh", """{"abfss":{"destination":"abfss://a@b/c.sh"}}""")]
    [InlineData("gs://b/c.sh", """{"gcs":{"destination":"gs://b/c.sh"}}""")]
    [InlineData("file:/a.sh", """{"file":{"destination":"file:/a.sh"}}""")]
    public void Reads_the_location_of_a_script(string text, string json) =>
        Assert.Equal(json, Shorthand.InitScript(text).ToJson());

    [Fact]
    public void Names_the_valid_locations_of_a_script() => Assert.Contains(
        "/Volumes/",
        Assert.Throws<ModelBindingException>(() => Shorthand.InitScript("setup.sh")).Message,
        StringComparison.Ordinal);
}
