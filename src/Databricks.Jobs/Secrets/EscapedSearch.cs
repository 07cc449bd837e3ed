using System.Globalization;
using System.Text;

namespace Databricks.Jobs.Secrets;

/// <summary>Finds strings in text in which any of their characters may be escaped as in URLs, HTML or JSON.</summary>
internal sealed class EscapedSearch
{
    // &#x10FFFF; with two leading zeros.
    private const int LongestEscape = 12;

    // What can follow & in an entity: its name, a number, or another escape.
    private const string EntityStarts = "#algq\\";

    private static readonly char[] s_escapes = ['%', '&', '\\', '+'];

    private static readonly (string Name, char Value)[] s_entities =
        [("&amp;", '&'), ("&lt;", '<'), ("&gt;", '>'), ("&quot;", '"'), ("&apos;", '\'')];

    private readonly string[] _values;
    private readonly byte[][] _utf8;
    private readonly string _firstLetters;
    private readonly string _letters;
    private readonly bool _hasSpaces;
    private readonly int _shortest;

    public EscapedSearch(IEnumerable<string> values)
    {
        // The longest first, because one may be part of another.
        _values = [.. values.Distinct(StringComparer.Ordinal).OrderByDescending(static value => value.Length)];
        _utf8 = Array.ConvertAll(_values, Encoding.UTF8.GetBytes);
        _firstLetters = new string([.. _values.Select(static value => value[0]).Distinct()]);
        _letters = new string([.. _values.SelectMany(static value => value).Distinct()]);
        _hasSpaces = Array.Exists(_values, static value => value.IndexOf(' ') >= 0);
        _shortest = _values.Length == 0 ? int.MaxValue : _values[_values.Length - 1].Length;
    }

    /// <summary>Whether one of the values may occur; false only if none does.</summary>
    public bool MayOccurIn(ReadOnlySpan<byte> utf8)
    {
        if (MayBeEscapedIn(utf8)) return true;
        if (_hasSpaces && utf8.IndexOf((byte)'+') >= 0) return true;
        foreach (byte[] value in _utf8)
        {
            if (utf8.IndexOf(value) >= 0) return true;
        }

        return false;
    }

    // Most responses about runs have escapes, and rewriting one takes longer than reading it. An escape counts only if
    // it stands for a character of a value, or may be the beginning of another escape.
    private bool MayBeEscapedIn(ReadOnlySpan<byte> utf8)
    {
        while (utf8.IndexOfAny((byte)'%', (byte)'&', (byte)'\\') is >= 0 and int at)
        {
            ReadOnlySpan<byte> next = utf8.Slice(at, Math.Min(2 * LongestEscape, utf8.Length - at));
            string text = Encoding.ASCII.GetString(next.ToArray());
            char letter = Decode(text, 0, out int length);
            bool isPossible = length == 1
                ? text.IndexOf('\\', 1) is > 0 and <= LongestEscape
                : letter switch
                {
                    '%' or '\\' => true,
                    '&' when length < text.Length => EntityStarts.IndexOf(text[length]) >= 0,
                    _ => false,
                };
            if (isPossible || (length > 1 && _letters.IndexOf(letter) >= 0)) return true;
            utf8 = utf8.Slice(at + 1);
        }

        return false;
    }

    public string Replace(string text, string replacement)
    {
        // Most strings of a response are short.
        if (text.Length < _shortest) return text;
        foreach (string value in _values) text = text.Replace(value, replacement);
        return text.IndexOfAny(s_escapes) < 0 ? text : ReplaceEscaped(text, replacement);
    }

    private string ReplaceEscaped(string text, string replacement)
    {
        StringBuilder? result = null;
        int copied = 0;
        int start = 0;
        while (start < text.Length)
        {
            int end = FindEnd(text, start);
            if (end < 0)
            {
                start++;
                continue;
            }

            (result ??= new StringBuilder()).Append(text, copied, start - copied).Append(replacement);
            start = copied = end;
        }

        return result is null ? text : result.Append(text, copied, text.Length - copied).ToString();
    }

    private int FindEnd(string text, int start)
    {
        if (_firstLetters.IndexOf(Decode(text, start, out _)) < 0) return -1;
        foreach (string value in _values)
        {
            if (FindEnd(text, start, value) is >= 0 and int end) return end;
        }

        return -1;
    }

    private static int FindEnd(string text, int start, string value)
    {
        foreach (char expected in value)
        {
            if (start >= text.Length) return -1;
            bool isBlank = expected == ' ' && text[start] == '+';
            if (Decode(text, start, out int length) != expected && !isBlank) return -1;
            start += length;
        }

        return start;
    }

    /// <summary>The character at a place in the text, and how many characters it takes there.</summary>
    private static char Decode(string text, int start, out int length)
    {
        char? decoded = text[start] switch
        {
            '%' => Hex(text, start + 1, 2, out length),
            '\\' => Backslash(text, start, out length),
            '&' => Entity(text, start, out length),
            _ => Plain(out length),
        };
        if (decoded is { } letter) return letter;
        length = 1;
        return text[start];
    }

    private static char? Plain(out int length)
    {
        length = 1;
        return null;
    }

    private static char? Backslash(string text, int start, out int length)
    {
        length = 2;
        if (start + 1 >= text.Length) return null;
        switch (text[start + 1])
        {
            case 'u':
                char? wide = Hex(text, start + 2, 4, out int digits);
                length = digits + 1;
                return wide;
            case 'x':
                char? narrow = Hex(text, start + 2, 2, out digits);
                length = digits + 1;
                return narrow;
            case 'n':
                return '\n';
            case 'r':
                return '\r';
            case 't':
                return '\t';
            case '"' or '\\' or '/' or '\'':
                return text[start + 1];
            default:
                return null;
        }
    }

    private static char? Entity(string text, int start, out int length)
    {
        foreach ((string name, char value) in s_entities)
        {
            length = name.Length;
            if (string.CompareOrdinal(text, start, name, 0, length) == 0) return value;
        }

        length = 0;
        // The longest is &#x10FFFF; but leading zeros are allowed.
        int end = text.IndexOf(';', start, Math.Min(LongestEscape, text.Length - start));
        if (end < start + 3 || text[start + 1] != '#') return null;
        length = end + 1 - start;
        bool isHex = text[start + 2] is 'x' or 'X';
        string digits = text.Substring(start + (isHex ? 3 : 2), length - (isHex ? 4 : 3));
        NumberStyles style = isHex ? NumberStyles.AllowHexSpecifier : NumberStyles.None;
        return ushort.TryParse(digits, style, CultureInfo.InvariantCulture, out ushort code) ? (char)code : null;
    }

    // Counts the character before the digits too.
    private static char? Hex(string text, int start, int count, out int length)
    {
        length = count + 1;
        if (start + count > text.Length) return null;
        int code = 0;
        for (int i = start; i < start + count; i++)
        {
            int digit = text[i] switch
            {
                >= '0' and <= '9' => text[i] - '0',
                >= 'a' and <= 'f' => text[i] - 'a' + 10,
                >= 'A' and <= 'F' => text[i] - 'A' + 10,
                _ => -1,
            };
            if (digit < 0) return null;
            code = (code << 4) | digit;
        }

        return (char)code;
    }
}
