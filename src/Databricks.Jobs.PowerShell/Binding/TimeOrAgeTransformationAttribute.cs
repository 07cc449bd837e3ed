using System.Management.Automation;
using Databricks.Jobs.Runs;

namespace Databricks.Jobs.PowerShell.Binding;

/// <summary>Lets a parameter take a time, or how long ago it was: a TimeSpan, or text such as 90m, 2h or 7d.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class TimeOrAgeTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        object? value = inputData.Unwrap();
        switch (value)
        {
            case TimeSpan span:
                return Ago(span);
            case decimal when DurationParser.Parse(inputData!.ToString()!) is { } span:
                // PowerShell reads 7d as the number 7, and keeps what was written beside it.
                return Ago(span);
            case string text when DurationParser.Parse(text) is { } span:
                return Ago(span);
            case DateTime or DateTimeOffset or null:
                return inputData;
            case string text when LanguagePrimitives.TryConvertTo(text, out DateTimeOffset time):
                return time;
            default:
                throw new ArgumentTransformationMetadataException(
                    $"'{value}' is no time: give one such as 2026-01-31 or '2026-01-31 18:00', or how long ago: 90m, 2h, 7d.{Hint(value)}");
        }
    }

    private static DateTimeOffset Ago(TimeSpan span)
    {
        DateTimeOffset now = DateTimeOffset.UtcNow;
        if (span < TimeSpan.Zero)
        {
            throw new ArgumentTransformationMetadataException(
                $"{span} would be in the future: a time span says how long ago and is not negative.");
        }

        return span < now - DateTimeOffset.MinValue ? now - span : DateTimeOffset.MinValue;
    }

    private static string Hint(object value) => LanguagePrimitives.TryConvertTo(value, out long count) && count >= 0
        ? $" For {count} hours write {count}h; the newest {count} runs are -First {count}."
        : "";
}
