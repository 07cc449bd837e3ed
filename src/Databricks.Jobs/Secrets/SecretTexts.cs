using System.Net;
using System.Text;
using System.Text.Encodings.Web;

namespace Databricks.Jobs.Secrets;

/// <summary>Words that are known to be secret, in every form that they may be echoed in.</summary>
internal sealed class SecretTexts
{
    public const string Mark = "***";

    // A shorter one would be found in words and numbers that have nothing to do with it.
    private const int ShortestPart = 4;
    private const int ShortestLine = 8;

    private readonly string[] _words;
    private readonly string[] _forms;

    private SecretTexts(string[] words)
    {
        _words = words;
        _forms = words.Length == 0 ? [] : Expand(words);
    }

    public static SecretTexts None { get; } = new([]);

    public bool IsEmpty => _words.Length == 0;

    public SecretTexts With(params IEnumerable<string> words)
    {
        string[] all = [.. _words.Concat(words.Where(static word => word.Length > 0)).Distinct(StringComparer.Ordinal)];
        return all.Length == _words.Length ? this : new SecretTexts(all);
    }

    /// <summary>Replaces them wherever they occur; one of less than four letters only where it is the whole text.</summary>
    public string Mask(string text)
    {
        if (IsEmpty) return text;
        if (_words.Contains(text, StringComparer.Ordinal)) return Mark;
        foreach (string form in _forms) text = text.Replace(form, Mark);
        return text;
    }

    // The longest first: one secret may be a part of another.
    private static string[] Expand(string[] words) =>
    [
        .. words
            .SelectMany(Forms)
            .Where(static form => form.Length >= ShortestPart)
            .Distinct(StringComparer.Ordinal)
            .OrderByDescending(static form => form.Length),
    ];

    private static IEnumerable<string> Forms(string word)
    {
        yield return word;
        yield return JavaScriptEncoder.Default.Encode(word);
        yield return JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(word);
        yield return Uri.EscapeDataString(word);
        yield return WebUtility.UrlEncode(word);
        yield return WebUtility.HtmlEncode(word);
        yield return Convert.ToBase64String(Encoding.UTF8.GetBytes(word));
        // A key of several lines is written to logs line by line.
        foreach (string line in word.Split('\n'))
        {
            if (line.Trim() is { Length: >= ShortestLine } part) yield return part;
        }
    }
}
