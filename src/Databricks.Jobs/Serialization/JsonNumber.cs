using System.Globalization;

namespace Databricks.Jobs.Serialization;

/// <summary>A number as it is written in JSON text. It keeps its digits, as no numeric type does.</summary>
/// <param name="text">The number as a JSON literal, such as <c>1.10</c> or <c>12345678901234567890</c>.</param>
internal sealed class JsonNumber(string text)
{
    /// <summary>The number as an integer, if it is one of at most 64 bits: 12, 12.0 and 1.2e1 are.</summary>
    public long? ToInt64()
    {
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number))
        {
            return number;
        }

        return decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal value)
            && decimal.Truncate(value) == value && value is >= long.MinValue and <= long.MaxValue
                ? (long)value
                : null;
    }

    /// <summary>The nearest floating-point number; null if it is out of range.</summary>
    public double? ToDouble() =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
        && !double.IsInfinity(number)
            ? number
            : null;

    /// <summary>The literal.</summary>
    public override string ToString() => text;
}
