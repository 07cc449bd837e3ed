using System.Globalization;
using System.Management.Automation;
using Databricks.Jobs.Runs;

namespace Databricks.Jobs.PowerShell.Binding;

/// <summary>Accepts a time, or how long ago it was: a TimeSpan or a string such as 90m, 2h or 7d. Dates that start with
/// the year are read as in ISO 8601, and all others as the current culture writes them.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class TimeOrAgeTransformationAttribute : ArgumentTransformationAttribute
{
    /// <summary>The parameter for a number of runs, which a number was probably meant for.</summary>
    public string CountParameter { get; set; } = "-First";

    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        object? value = inputData.Unwrap();
        switch (value)
        {
            case TimeSpan span:
                return Ago(span);
            case decimal when DurationParser.Parse(inputData!.ToString()!) is { } span:
                // PowerShell converts 7d to the number 7 and keeps the original text.
                return Ago(span);
            case string text when DurationParser.Parse(text) is { } span:
                return Ago(span);
            case DateTime or DateTimeOffset or null:
                return inputData;
            case string text when ReadTime(text.Trim()) is { } time:
                return time;
            default:
                throw new ArgumentTransformationMetadataException(
                    $"'{value}' is not a valid time. Specify a time such as 2026-01-31, '2026-01-31 18:00' or "
                    + $"yesterday, or how long ago it was: 90m, 2h, 7d.{Hint(value)}");
        }
    }

    private static DateTimeOffset? ReadTime(string text)
    {
        if (text.Equals("today", StringComparison.OrdinalIgnoreCase))
        {
            return DateTime.Today;
        }

        if (text.Equals("yesterday", StringComparison.OrdinalIgnoreCase))
        {
            return DateTime.Today.AddDays(-1);
        }

        // 01.02.2026 is read as the person who typed it writes dates. The year first or a month in English is the same
        // for everyone.
        return Parse(text, IsSameEverywhere(text) ? CultureInfo.InvariantCulture : CultureInfo.CurrentCulture);
    }

    private static bool IsSameEverywhere(string text) => StartsWithYear(text)
        || Array.Exists(
            CultureInfo.InvariantCulture.DateTimeFormat.AbbreviatedMonthNames,
            month => month.Length > 0 && text.ContainsIgnoreCase(month));

    private static bool StartsWithYear(string text) => text.Length > 4
        && text.Take(4).All(char.IsDigit)
        && !char.IsDigit(text[4]);

    private static DateTimeOffset? Parse(string text, CultureInfo culture) =>
        DateTimeOffset.TryParse(text, culture, DateTimeStyles.AssumeLocal, out DateTimeOffset time) ? time : null;

    private static DateTimeOffset Ago(TimeSpan span)
    {
        DateTimeOffset now = DateTimeOffset.UtcNow;
        if (span < TimeSpan.Zero)
        {
            throw new ArgumentTransformationMetadataException(
                $"{span} is not a valid age: a time span is how long ago it was, so it cannot be negative.");
        }

        return span < now - DateTimeOffset.MinValue ? now - span : DateTimeOffset.MinValue;
    }

    private string Hint(object value) => LanguagePrimitives.TryConvertTo(value, out long count) && count >= 0
        ? $" For {count} hours, use {count}h. For the newest {count} runs, use {CountParameter} {count}."
        : "";
}
