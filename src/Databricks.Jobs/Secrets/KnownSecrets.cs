using System.Text;

namespace Databricks.Jobs.Secrets;

/// <summary>Values that are known to be secret, in every encoding in which they may be echoed.</summary>
internal sealed class KnownSecrets
{
    public const string Placeholder = "***";

    // Shorter values occur in unrelated words and numbers.
    private const int MinPartLength = 4;
    private const int MinLineLength = 8;

    private readonly string[] _values;
    private readonly Lazy<EscapedSearch> _search;

    private KnownSecrets(string[] values)
    {
        _values = values;
        _search = new Lazy<EscapedSearch>(() => new EscapedSearch(Expand(_values)));
    }

    public static KnownSecrets None { get; } = new([]);

    public bool IsEmpty => _values.Length == 0;

    public KnownSecrets With(params IEnumerable<string> values)
    {
        string[] all =
            [.. _values.Concat(values.Where(static value => value.Length > 0)).Distinct(StringComparer.Ordinal)];
        return all.Length == _values.Length ? this : new KnownSecrets(all);
    }

    public bool HasSameValues(KnownSecrets other) => _values.SequenceEqual(other._values, StringComparer.Ordinal);

    /// <summary>
    /// Replaces the values wherever they occur, plain or encoded. A value of fewer than four characters is replaced
    /// only if it is the whole text.
    /// </summary>
    public string Redact(string text)
    {
        if (IsEmpty || text.Length == 0) return text;
        return _values.Contains(text, StringComparer.Ordinal) ? Placeholder : _search.Value.Replace(text, Placeholder);
    }

    /// <summary>Whether any of the values may occur in UTF-8; false only if none does.</summary>
    public bool MayOccurIn(ReadOnlySpan<byte> utf8) =>
        !IsEmpty && (_values.Any(static value => value.Length < MinPartLength) || _search.Value.MayOccurIn(utf8));

    private static IEnumerable<string> Expand(string[] values) =>
        values.SelectMany(Forms).Where(static form => form.Length >= MinPartLength);

    private static IEnumerable<string> Forms(string value)
    {
        yield return value;
        byte[] utf8 = Encoding.UTF8.GetBytes(value);
        foreach (string form in SecretEncodings.Of(utf8)) yield return form;
        // Logs show a key of several lines line by line.
        foreach (string line in value.Split('\n'))
        {
            if (line.Trim() is { Length: >= MinLineLength } part) yield return part;
        }
    }
}
