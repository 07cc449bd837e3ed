using Databricks.Jobs.Runs;

namespace Databricks.Jobs.Tests.Runs;

public sealed class DurationParserTests
{
    [Theory]
    [InlineData("90m", 90 * 60)]
    [InlineData("2h", 2 * 3600)]
    [InlineData("7d", 7 * 86400)]
    [InlineData("1w", 7 * 86400)]
    [InlineData("45s", 45)]
    [InlineData("1d12h", 36 * 3600)]
    [InlineData(" 1D 12H ", 36 * 3600)]
    [InlineData("1.5h", 5400)]
    [InlineData("0s", 0)]
    public void Durations_are_read_as_people_write_them(string text, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), DurationParser.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("2")]
    [InlineData("h")]
    [InlineData("-2h")]
    [InlineData("2 hours")]
    [InlineData("2h ago")]
    [InlineData("2026-01-01")]
    [InlineData("1,5h")]
    [InlineData("999999999w999999999w")]
    public void Anything_else_is_none(string text) => Assert.Null(DurationParser.Parse(text));
}
