using System.Text;
using Databricks.Jobs.Definitions;
using Databricks.Jobs.Models;

namespace Databricks.Jobs.Tests.Definitions;

public sealed class JobCopyTests
{
    [Fact]
    public void A_copy_has_all_settings_but_another_name()
    {
        Job job = Job.FromJson(
            """{"job_id":7,"settings":{"name":"etl","tasks":[{"task_key":"a"}],"brand_new":{"x":1}}}""");

        Assert.Equal(
            """{"name":"etl (copy)","tasks":[{"task_key":"a"}],"brand_new":{"x":1}}""",
            JobCopy.SettingsOf(job).ToJson());
        Assert.Equal("mine", JobCopy.SettingsOf(job, "mine").Name);
        Assert.Equal("etl", job.Settings!.Name);
    }

    [Fact]
    public void A_copy_does_not_belong_to_the_bundle_of_the_job()
    {
        Job job = Job.FromJson(
            """{"settings":{"name":"etl","edit_mode":"UI_LOCKED","deployment":{"kind":"BUNDLE","metadata_file_path":"/m"}}}""");

        Assert.Equal("""{"name":"etl (copy)"}""", JobCopy.SettingsOf(job).ToJson());
    }

    [Theory]
    [InlineData("a", 4096)]
    [InlineData("a", 4089)]
    [InlineData("ü", 2048)]
    [InlineData("€", 1365)]
    [InlineData("🚀", 1024)]
    public void The_name_of_a_copy_is_within_the_limit(string letter, int count)
    {
        string original = string.Concat(Enumerable.Repeat(letter, count));
        string name = JobCopy.SettingsOf(new Job { Settings = new JobSettings { Name = original } }).Name!;

        Assert.EndsWith(letter + " (copy)", name, StringComparison.Ordinal);
        Assert.InRange(Encoding.UTF8.GetByteCount(name), 4060, 4096);
        Assert.StartsWith(name[..^" (copy)".Length], original, StringComparison.Ordinal);
    }

    [Fact]
    public void A_job_without_a_name_has_a_copy_with_one() =>
        Assert.Equal("Untitled (copy)", JobCopy.SettingsOf(new Job()).Name);
}
