using System.Text;

namespace Databricks.Jobs.Authentication;

/// <summary>
/// Reads the INI dialect of the Databricks CLI. Values can be quoted (<c>"</c>, <c>'</c>, and across lines <c>`</c> and
/// <c>"""</c>), continue on the next line after a backslash, and be followed by a comment after a space.
/// </summary>
internal sealed class ProfileParser
{
    private const string LongQuote = "\"\"\"";

    private static readonly char[] s_delimiters = ['=', ':'];

    private readonly string[] _lines;
    private readonly List<Profile> _profiles = [];
    // The number of the line that was read last.
    private int _line;

    private ProfileParser(string text) => _lines = text.Split('\n');

    private bool IsAtEnd => _line == _lines.Length;

    /// <returns>The sections, in their order.</returns>
    /// <exception cref="FormatException">A line cannot be read; the message names it, but does not show it.</exception>
    public static IReadOnlyList<Profile> Parse(string text)
    {
        var parser = new ProfileParser(text);
        parser.Parse();
        return parser._profiles;
    }

    private void Parse()
    {
        Profile? current = null;
        while (!IsAtEnd)
        {
            string line = ReadLine().TrimStart();
            if (line.Length == 0 || line[0] is '#' or ';') continue;
            if (line.IndexOf('\0') >= 0) throw Fail("it is not text in UTF-8, or in UTF-16 with a byte order mark");
            if (line[0] == '[')
            {
                current = Open(ReadName(line));
                continue;
            }

            // Keys before the first section belong to the default profile.
            current ??= Open(ProfileFile.DefaultProfile);
            int start = _line;
            (string key, int end) = ReadKey(line);
            current.Add(key, ReadValue(line.Substring(end)), start);
        }
    }

    private Profile Open(string name)
    {
        var opened = new Profile(name, _line);
        _profiles.FirstOrDefault(profile => profile.Name == name)?.AddDuplicate(_line);
        _profiles.Add(opened);
        return opened;
    }

    private string ReadName(string line)
    {
        int end = line.LastIndexOf(']');
        if (end < 0) throw Fail("the section has no closing bracket");
        return end > 1 ? line.Substring(1, end - 1) : throw Fail("the section has no name");
    }

    private (string Key, int End) ReadKey(string line)
    {
        string quote = line.StartsWith(LongQuote, StringComparison.Ordinal) ? LongQuote
            : line[0] is '"' or '`' ? line.Substring(0, 1)
            : "";
        int close = quote.Length == 0 ? 0 : line.IndexOf(quote, quote.Length, StringComparison.Ordinal);
        if (close < 0) throw Fail("the key has no closing quotation mark");
        int delimiter = line.IndexOfAny(s_delimiters, close + quote.Length);
        if (delimiter < 0) throw Fail("it is not a section, a comment, or a key with = and a value");
        string key = line.Substring(quote.Length, (quote.Length == 0 ? delimiter : close) - quote.Length).Trim();
        return key.Length > 0 ? (key, delimiter + 1) : throw Fail("there is no key before the value");
    }

    private string ReadValue(string text)
    {
        text = text.TrimStart();
        if (text.StartsWith(LongQuote, StringComparison.Ordinal)) return ReadQuoted(text, LongQuote);
        if (text.StartsWith("`", StringComparison.Ordinal)) return ReadQuoted(text, "`");
        text = text.TrimEnd();
        if (text.EndsWith("\\", StringComparison.Ordinal)) return ReadContinued(text);
        // A comment needs a space, because tokens and passwords may contain # and ;.
        int comment = text.IndexOf(" #", StringComparison.Ordinal);
        if (comment < 0) comment = text.IndexOf(" ;", StringComparison.Ordinal);
        if (comment >= 0) text = text.Substring(0, comment).TrimEnd();
        return Unquote(text);
    }

    // Up to the last such quotation mark of the line; what follows it is a comment.
    private string ReadQuoted(string text, string quote)
    {
        int start = _line;
        var value = new StringBuilder();
        for (string part = text.Substring(quote.Length); ; part = ReadLine())
        {
            int end = part.LastIndexOf(quote, StringComparison.Ordinal);
            if (end >= 0) return value.Append(part, 0, end).ToString();
            if (IsAtEnd) throw Fail("the value has no closing quotation mark", start);
            value.Append(part).Append('\n');
        }
    }

    private string ReadContinued(string text)
    {
        var value = new StringBuilder();
        while (text.EndsWith("\\", StringComparison.Ordinal))
        {
            value.Append(text, 0, text.Length - 1);
            text = IsAtEnd ? "" : ReadLine().Trim();
        }

        return value.Append(text).ToString();
    }

    private static string Unquote(string text) =>
        text.Length >= 2 && text[0] is '"' or '\'' && text.IndexOf(text[0], 1) == text.Length - 1
            ? text.Substring(1, text.Length - 2)
            : text;

    private string ReadLine() => _lines[_line++];

    private FormatException Fail(string problem, int? line = null) => new($"line {line ?? _line}: {problem}");
}
