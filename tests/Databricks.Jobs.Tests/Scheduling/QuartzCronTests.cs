using System.Globalization;
using Databricks.Jobs.Scheduling;

namespace Databricks.Jobs.Tests.Scheduling;

public sealed class QuartzCronTests
{
    // 2026-03-29 02:00 -> 03:00 and 2026-10-25 03:00 -> 02:00.
    private static readonly TimeZoneInfo s_berlin = TimeZones.Get("Europe/Berlin")!;

    [Theory]
    [InlineData("0 0 12 * * ?")]
    [InlineData("0 15 10 ? * *")]
    [InlineData("0 0/5 14,18 * * ?")]
    [InlineData("0 0-5 14 * * ? 2027")]
    [InlineData("0 10,44 14 ? 3 WED")]
    [InlineData("0 15 10 ? * mon-fri")]
    [InlineData("0 15 10 L * ?")]
    [InlineData("0 15 10 L-2 * ?")]
    [InlineData("0 15 10 LW * ?")]
    [InlineData("0 15 10 15W * ?")]
    [InlineData("0 15 10 ? * 6L 2026-2030")]
    [InlineData("0 15 10 ? * FRI#3")]
    [InlineData("0 15 10 ? * L")]
    [InlineData("*/10 /15 * ? JAN,jul SUN *")]
    [InlineData("  0 0   22-2 ? NOV-FEB\tFRI-MON ")]
    public void Accepts_what_Quartz_accepts(string text) => Assert.NotNull(QuartzCron.Parse(text));

    [Theory]
    [InlineData("60 0 0 * * ?", "second '60'", "0-59")]
    [InlineData("0 -1 0 * * ?", "minute '-1'", "0-59")]
    [InlineData("0 0 24 * * ?", "hour '24'", "0-23")]
    [InlineData("0 0 0 32 * ?", "day of month '32'", "1-31")]
    [InlineData("0 0 0 0 * ?", "day of month '0'", "1-31")]
    [InlineData("0 0 0 ? JANUARY SUN", "month 'JANUARY'", "1-12 or JAN-DEC")]
    [InlineData("0 0 0 ? * 8", "day of week '8'", "1-7 or SUN-SAT")]
    [InlineData("0 0 0 ? * 0", "day of week '0'", "1-7 or SUN-SAT")]
    [InlineData("0 0 0 * * ? 1969", "year '1969'", "1970-2099")]
    [InlineData("0 0 0 * * ? 2030-2028", "year '2030-2028'", "ends before it starts")]
    [InlineData("0 0/60 0 * * ?", "minute '0/60'", "1-59")]
    [InlineData("0 0/0 0 * * ?", "minute '0/0'", "1-59")]
    [InlineData("0 1,,2 0 * * ?", "minute ''", "0-59")]
    [InlineData("0 1-2-3 0 * * ?", "minute '1-2-3'", "0-59")]
    [InlineData("0 0 ? * * ?", "hour '?'", "0-23")]
    [InlineData("0 0 0 1,15W * ?", "day of month '1,15W'", "cannot be in a list or range")]
    [InlineData("0 0 0 L-31 * ?", "day of month 'L-31'", "L-1 to L-30")]
    [InlineData("0 0 0 32W * ?", "day of month '32W'", "1-31")]
    [InlineData("0 0 0 ? * FRI#6", "day of week 'FRI#6'", "1-5")]
    [InlineData("0 0 0 ? * MON,FRI#2", "day of week 'MON,FRI#2'", "cannot be in a list or range")]
    [InlineData("0 0 0 ? * MON,L", "day of week 'MON,L'", "cannot be in a list or range")]
    [InlineData("0 0 0 1 * MON", "day of week are both specified", "one of them must be ?")]
    [InlineData("", "0 fields", "6 or 7")]
    [InlineData("0 0 0 * * ? 2026 1", "8 fields", "6 or 7")]
    public void Names_the_field_and_what_is_allowed(string text, string what, string allowed)
    {
        var exception = Assert.Throws<DefinitionException>(() => QuartzCron.Parse(text));
        Assert.Contains(what, exception.Message, StringComparison.Ordinal);
        Assert.Contains(allowed, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("30 2 * * *", "0 30 2 * * ?")]
    [InlineData("30 2 * * 1-5", "0 30 2 ? * MON-FRI")]
    [InlineData("*/15 8-17 1,15 * *", "0 */15 8-17 1,15 * ?")]
    [InlineData("0 0 * * 0,7", "0 0 0 ? * SUN,SUN")]
    [InlineData("@daily", "0 0 0 * * ?")]
    [InlineData("0 30 2 * * *", "0 30 2 * * ?")]
    [InlineData("0 30 2 * * MON", "0 30 2 ? * MON")]
    [InlineData("0 30 2 ? * ?", "0 30 2 * * ?")]
    public void Suggests_a_correction(string text, string right)
    {
        Assert.False(QuartzCron.TryParse(text, out _, out string? problem));
        Assert.EndsWith($"Did you mean '{right}'?", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("61 2 * * *")]
    [InlineData("30 2 1 * 1")]
    [InlineData("hello")]
    public void Suggests_nothing_that_is_not_valid(string text)
    {
        Assert.False(QuartzCron.TryParse(text, out _, out string? problem));
        Assert.DoesNotContain("Did you mean", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0 0 0 L * ?", "01-31 02-28 03-31 04-30")]
    [InlineData("0 0 0 L-3 * ?", "01-28 02-25 03-28 04-27")]
    [InlineData("0 0 0 LW * ?", "01-30 02-27 03-31 04-30")]
    [InlineData("0 0 0 1W * ?", "01-01 02-02 03-02 04-01")]
    [InlineData("0 0 0 15W * ?", "01-15 02-16 03-16 04-15")]
    [InlineData("0 0 0 31W * ?", "01-30 03-31 05-29 07-31")]
    [InlineData("0 0 0 31 * ?", "01-31 03-31 05-31 07-31")]
    [InlineData("0 0 0 ? * FRI#2", "01-09 02-13 03-13 04-10")]
    [InlineData("0 0 0 ? * 2#5", "03-30 06-29 08-31 11-30")]
    [InlineData("0 0 0 ? * FRIL", "01-30 02-27 03-27 04-24")]
    [InlineData("0 0 0 ? * L", "01-03 01-10 01-17 01-24")]
    [InlineData("0 0 0 ? * SAT-SUN", "01-03 01-04 01-10 01-11")]
    [InlineData("0 0 0 ? DEC-FEB 1", "01-04 01-11 01-18 01-25")]
    public void Chooses_the_days(string text, string days)
    {
        IEnumerable<string> found = Next(text, "2025-12-31T23:59:59Z", TimeZoneInfo.Utc, 4)
            .Select(time => time.ToString("MM-dd", CultureInfo.InvariantCulture));
        Assert.Equal(days, string.Join(" ", found));
    }

    [Fact]
    public void A_range_can_wrap_around_midnight() => Assert.Equal(
        ["22:00", "23:00", "00:00", "01:00", "22:00"],
        Next("0 0 22-1 * * ?", "2026-05-01T12:00:00Z", TimeZoneInfo.Utc, 5).Select(Clock));

    [Fact]
    public void Starts_after_the_given_time_and_not_at_it() => Assert.Equal(
        ["10:15", "10:30"],
        Next("0 0/15 * * * ?", "2026-05-01T10:00:00Z", TimeZoneInfo.Utc, 2).Select(Clock));

    [Fact]
    public void Finds_no_time_where_there_is_none()
    {
        Assert.Empty(Next("0 0 0 30 2 ?", "2026-01-01T00:00:00Z", TimeZoneInfo.Utc, 1));
        Assert.Empty(Next("0 0 0 * * ? 2020", "2026-01-01T00:00:00Z", TimeZoneInfo.Utc, 1));
    }

    [Fact]
    public void Finds_the_leap_day() =>
        Assert.Equal(2028, Next("0 0 0 29 2 ?", "2026-01-01T00:00:00Z", TimeZoneInfo.Utc, 1).Single().Year);

    [Fact]
    public void Omits_a_time_that_is_skipped() => Assert.Equal(
        ["2026-03-28T02:30:00+01:00", "2026-03-30T02:30:00+02:00"],
        Next("0 30 2 * * ?", "2026-03-27T12:00:00Z", s_berlin, 2).Select(Stamp));

    [Fact]
    public void Fires_hourly_around_the_skipped_hour() => Assert.Equal(
        ["2026-03-29T01:00:00+01:00", "2026-03-29T03:00:00+02:00", "2026-03-29T04:00:00+02:00"],
        Next("0 0 * * * ?", "2026-03-28T23:30:00Z", s_berlin, 3).Select(Stamp));

    [Fact]
    public void Fires_once_at_a_time_that_occurs_twice() => Assert.Equal(
        ["2026-10-25T02:30:00+01:00", "2026-10-26T02:30:00+01:00"],
        Next("0 30 2 * * ?", "2026-10-24T12:00:00Z", s_berlin, 2).Select(Stamp));

    [Fact]
    public void Fires_once_in_an_hour_that_occurs_twice() => Assert.Equal(
        ["2026-10-25T01:00:00+02:00", "2026-10-25T02:00:00+01:00", "2026-10-25T03:00:00+01:00"],
        Next("0 0 * * * ?", "2026-10-24T22:30:00Z", s_berlin, 3).Select(Stamp));

    [Fact]
    public void Finds_times_of_the_second_hour_from_within_the_first() => Assert.Equal(
        "2026-10-25T02:15:00+01:00",
        Next("0 15 2 * * ?", "2026-10-25T00:45:00Z", s_berlin, 1).Select(Stamp).Single());

    private static List<DateTimeOffset> Next(string text, string after, TimeZoneInfo zone, int count) =>
        [.. QuartzCron.Parse(text).Next(DateTimeOffset.Parse(after, CultureInfo.InvariantCulture), zone).Take(count)];

    private static string Clock(DateTimeOffset time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);

    private static string Stamp(DateTimeOffset time) =>
        time.ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture);
}
