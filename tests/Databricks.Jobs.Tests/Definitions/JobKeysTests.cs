using Databricks.Jobs.Definitions;

namespace Databricks.Jobs.Tests.Definitions;

public sealed class JobKeysTests
{
    [Fact]
    public void Depend_only_on_the_name_if_it_is_unique_and_valid() => Assert.Equal(
        ["nightly", "etl_ daily", "job-3"], JobKeys.FileNames([("nightly", 1), ("etl: daily", 2), ("...", 3)]));

    [Fact]
    public void Have_the_ID_for_jobs_with_the_same_name_in_any_order()
    {
        string[] expected = ["Etl-1", "etl-2", "etl-1-2"];
        Assert.Equal(expected, JobKeys.FileNames([("Etl", 1), ("etl", 2), ("etl-1", 3)]));
        Assert.Equal(["etl-2", "Etl-1"], JobKeys.FileNames([("etl", 2), ("Etl", 1)]));
    }

    [Theory]
    [InlineData("nightly", "nightly")]
    [InlineData("[dev ada] Nightly ETL!", "dev_ada_Nightly_ETL")]
    [InlineData("2026 report", "job_2026_report")]
    [InlineData("夜間 расчёт \u2014", "夜間_расчёт")]
    [InlineData("!?", "job_7")]
    public void Are_valid_in_bundles(string name, string expected) =>
        Assert.Equal([expected], JobKeys.BundleKeys([(name, 7)]));
}
