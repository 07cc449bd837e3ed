using System.Text;

namespace Databricks.Jobs.Reports;

/// <summary>Escapes text for Markdown.</summary>
internal static class MarkdownText
{
    /// <summary>A text of one line that has no meaning in Markdown, HTML and the logs of build agents: no markup, no
    /// links, no mentions.</summary>
    public static string Line(string? text)
    {
        var escaped = new StringBuilder();
        foreach (char letter in ScreenText.Clean(text, keepsLines: false, breaksCommands: true))
        {
            _ = letter switch
            {
                '&' => escaped.Append("&amp;"),
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                // A backslash does not prevent a mention.
                '@' => escaped.Append("&#64;"),
                '.' or ',' or '-' or ' ' => escaped.Append(letter),
                _ when letter < 0x80 && !char.IsLetterOrDigit(letter) => escaped.Append('\\').Append(letter),
                _ => escaped.Append(letter),
            };
        }

        // Otherwise, www.example.com is a link.
        return escaped.Replace("www.", "www&#46;").Replace("WWW.", "WWW&#46;").ToString();
    }

    /// <summary>A block of code, in a fence that the text does not contain.</summary>
    public static string Block(string text, string language = "text")
    {
        string clean = ScreenText.Clean(text, keepsLines: true, breaksCommands: true).Replace("\r\n", "\n");
        int longest = 0;
        int length = 0;
        foreach (char letter in clean)
        {
            length = letter == '`' ? length + 1 : 0;
            longest = Math.Max(longest, length);
        }

        string fence = new('`', Math.Max(3, longest + 1));
        return $"{fence}{language}\n{clean}\n{fence}\n";
    }

    /// <summary>A link; the text without one if a browser should not follow the address.</summary>
    public static string Link(string text, string? address) => MarkupText.Url(address) is { Length: > 0 } url
        ? $"[{Line(text)}](<{url.Replace("<", "%3C").Replace(">", "%3E").Replace("##", "%23%23")}>)"
        : Line(text);
}
