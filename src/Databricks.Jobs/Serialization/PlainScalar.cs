using System.Globalization;
using System.Text.RegularExpressions;

namespace Databricks.Jobs.Serialization;

/// <summary>A scalar without quotation marks in a JSON or YAML file. It keeps its text, because only the field that it
/// is for determines whether it is text, a number, or true or false.</summary>
/// <param name="text">The text.</param>
/// <param name="kind">What it is if the field does not determine it.</param>
internal sealed class PlainScalar(string text, ScalarKind kind)
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    private static readonly TimeSpan s_patternTimeout = TimeSpan.FromSeconds(1);

    private static readonly Regex s_int = new("^[-+]?[0-9]+$", Options, s_patternTimeout);

    private static readonly Regex s_based = new("^0(o[0-7]+|x[0-9a-fA-F]+)$", Options, s_patternTimeout);

    private static readonly Regex s_float = new(
        @"^([-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN))$",
        Options,
        s_patternTimeout);

    private static readonly Regex s_json = new(@"^-?(0|[1-9]\d*)(\.\d+)?([eE][-+]?\d+)?$", Options, s_patternTimeout);

    /// <summary>What the scalar is if the field does not determine it.</summary>
    public ScalarKind Kind { get; } = kind;

    /// <summary>The kind of text without quotation marks.</summary>
    public static ScalarKind KindOf(string text)
    {
        switch (text)
        {
            case "" or "~" or "null" or "Null" or "NULL":
                return ScalarKind.Null;
            case "true" or "True" or "TRUE" or "false" or "False" or "FALSE":
                return ScalarKind.Bool;
        }

        // Most text starts with a letter, and no number does.
        return text[0] is not ((>= '0' and <= '9') or '-' or '+' or '.') ? ScalarKind.Text
            : s_int.IsMatch(text) || s_based.IsMatch(text) ? ScalarKind.Int
            : s_float.IsMatch(text) ? ScalarKind.Float
            : ScalarKind.Text;
    }

    /// <summary>The scalar as true or false; null if it is neither. The words of YAML 1.1 are accepted here, because a
    /// field that is true or false cannot mean anything else by them.</summary>
    public bool? ToBool() => text switch
    {
        "true" or "True" or "TRUE" or "y" or "Y" or "yes" or "Yes" or "YES" or "on" or "On" or "ON" => true,
        "false" or "False" or "FALSE" or "n" or "N" or "no" or "No" or "NO" or "off" or "Off" or "OFF" => false,
        _ => null,
    };

    /// <summary>The scalar as a whole number; null if it is not one of at most 64 bits. It is 0 for the ID of a job
    /// that is not known yet.</summary>
    public long? ToInt64() => Kind switch
    {
        ScalarKind.Int when s_based.IsMatch(text) => Based(),
        ScalarKind.Int or ScalarKind.Float => new JsonNumber(text).ToInt64(),
        // No job has this ID, so that a request with it cannot start another job.
        ScalarKind.Reference => 0,
        _ => null,
    };

    /// <summary>The scalar as a floating-point number; null if it is not a finite one.</summary>
    public double? ToDouble() => Kind switch
    {
        ScalarKind.Int when s_based.IsMatch(text) => Based(),
        ScalarKind.Int or ScalarKind.Float => new JsonNumber(text).ToDouble(),
        _ => null,
    };

    /// <summary>The scalar as JSON; null if it has no equivalent, as infinity.</summary>
    public string? ToJson() => Kind switch
    {
        ScalarKind.Bool => ToBool() == true ? "true" : "false",
        ScalarKind.Int or ScalarKind.Float when s_json.IsMatch(text) => text,
        ScalarKind.Int => ToInt64()?.ToString(CultureInfo.InvariantCulture),
        ScalarKind.Float => ToDouble()?.ToString("R", CultureInfo.InvariantCulture),
        _ => null,
    };

    /// <summary>The text as it is in the file.</summary>
    public override string ToString() => text;

    private long? Based()
    {
        try
        {
            return Convert.ToInt64(text.Substring(2), text[1] == 'o' ? 8 : 16);
        }
        catch (OverflowException)
        {
            return null;
        }
    }
}
