using Databricks.Jobs.Scheduling;

namespace Databricks.Jobs.Tests.Scheduling;

public sealed class TimeZonesTests
{
    [Theory]
    [InlineData("Europe/Berlin", "Europe/Berlin")]
    [InlineData("europe/berlin", "Europe/Berlin")]
    [InlineData("W. Europe Standard Time", "Europe/Berlin")]
    [InlineData("utc", "UTC")]
    [InlineData("India Standard Time", "Asia/Kolkata")]
    [InlineData("Asia/Calcutta", "Asia/Calcutta")]
    [InlineData("GMT+2", "GMT+2")]
    [InlineData("GMT-03:30", "GMT-03:30")]
    [InlineData("Europe/Berln", null)]
    [InlineData("GMT+15", null)]
    [InlineData("", null)]
    public void Finds_the_id_that_the_service_expects(string given, string? id) =>
        Assert.Equal(id, TimeZones.Find(given));

    [Fact]
    public void Has_the_rules_of_every_zone()
    {
        Assert.True(TimeZones.Ids.Count > 500);
        Assert.All(TimeZones.Ids, id => Assert.NotNull(TimeZones.Get(id)));
    }

    [Fact]
    public void Knows_fixed_offsets() =>
        Assert.Equal(new TimeSpan(-3, -30, 0), TimeZones.Get("GMT-03:30")!.BaseUtcOffset);

    [Theory]
    [InlineData("Europe/Berln", "did you mean 'Europe/Berlin'?")]
    [InlineData("Europe/berlin", "must be written as 'Europe/Berlin'")]
    [InlineData("Tokyo Standard Time", "must be written as 'Asia/Tokyo'")]
    [InlineData("GMT Standard Time", "must be written as 'Europe/London'")]
    [InlineData("x", "such as Europe/Berlin")]
    public void Says_what_would_be_right(string given, string words) =>
        Assert.Contains(words, TimeZones.Problem(given), StringComparison.Ordinal);
}
