using System.Net;
using System.Text;
using System.Text.Encodings.Web;

namespace Databricks.Jobs.Secrets;

/// <summary>Values that are known to be secret, in every encoding in which they may be echoed.</summary>
internal sealed class KnownSecrets
{
    public const string Placeholder = "***";

    // Shorter values occur in unrelated words and numbers.
    private const int MinPartLength = 4;
    private const int MinLineLength = 8;

    private readonly string[] _values;
    private readonly string[] _forms;

    private KnownSecrets(string[] values)
    {
        _values = values;
        _forms = values.Length == 0 ? [] : Expand(values);
    }

    public static KnownSecrets None { get; } = new([]);

    public bool IsEmpty => _values.Length == 0;

    public KnownSecrets With(params IEnumerable<string> values)
    {
        string[] all =
            [.. _values.Concat(values.Where(static value => value.Length > 0)).Distinct(StringComparer.Ordinal)];
        return all.Length == _values.Length ? this : new KnownSecrets(all);
    }

    /// <summary>
    /// Replaces the values wherever they occur. A value of fewer than four characters is replaced only if it is the
    /// whole text.
    /// </summary>
    public string Redact(string text)
    {
        if (IsEmpty) return text;
        if (_values.Contains(text, StringComparer.Ordinal)) return Placeholder;
        foreach (string form in _forms) text = text.Replace(form, Placeholder);
        return text;
    }

    // The longest first, because one secret may be part of another.
    private static string[] Expand(string[] values) =>
    [
        .. values
            .SelectMany(Forms)
            .Where(static form => form.Length >= MinPartLength)
            .Distinct(StringComparer.Ordinal)
            .OrderByDescending(static form => form.Length),
    ];

    private static IEnumerable<string> Forms(string value)
    {
        yield return value;
        yield return JavaScriptEncoder.Default.Encode(value);
        yield return JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(value);
        yield return Uri.EscapeDataString(value);
        yield return WebUtility.UrlEncode(value);
        yield return WebUtility.HtmlEncode(value);
        yield return Convert.ToBase64String(Encoding.UTF8.GetBytes(value));
        // Logs show a key of several lines line by line.
        foreach (string line in value.Split('\n'))
        {
            if (line.Trim() is { Length: >= MinLineLength } part) yield return part;
        }
    }
}
