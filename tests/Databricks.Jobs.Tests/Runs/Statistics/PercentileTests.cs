using Databricks.Jobs.Runs.Statistics;

namespace Databricks.Jobs.Tests.Runs.Statistics;

// The values of Excel's PERCENTILE.INC and of numpy.percentile with its default method.
public sealed class PercentileTests
{
    [Theory]
    [InlineData(50, 25_000, 10, 20, 30, 40)]
    [InlineData(95, 38_500, 10, 20, 30, 40)]
    [InlineData(50, 20_000, 10, 20, 90)]
    [InlineData(95, 83_000, 10, 20, 90)]
    [InlineData(95, 7_000, 7)]
    [InlineData(50, 15_000, 10, 20)]
    [InlineData(0, 10_000, 10, 20)]
    [InlineData(100, 20_000, 10, 20)]
    public void They_are_interpolated(int percent, int milliseconds, params int[] seconds)
    {
        TimeSpan[] sorted = [.. seconds.Select(static one => TimeSpan.FromSeconds(one))];

        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), Percentile.Of(sorted, percent));
    }

    [Fact]
    public void Of_one_to_a_hundred_the_95th_is_95_05()
    {
        TimeSpan[] sorted = [.. Enumerable.Range(1, 100).Select(static one => TimeSpan.FromSeconds(one))];

        Assert.Equal(TimeSpan.FromSeconds(95.05), Percentile.Of(sorted, 95));
        Assert.Equal(TimeSpan.FromSeconds(50.5), Percentile.Of(sorted, 50));
    }

    [Fact]
    public void Of_nothing_there_are_none()
    {
        Assert.Null(Percentile.Of([], 50));
        Assert.Null(Percentile.Median([]));
    }
}
