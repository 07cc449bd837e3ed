using System.Text;

namespace Databricks.Jobs.Reports;

/// <summary>Escapes text for HTML and SVG.</summary>
internal static class MarkupText
{
    /// <summary>A text of several lines as the content of an element.</summary>
    public static Markup Block(string? text)
    {
        var escaped = new StringBuilder();
        Append(escaped, ScreenText.Clean(text, keepsLines: true, breaksCommands: false));
        return new Markup(escaped.ToString());
    }

    /// <summary>The value of an attribute that is an address; empty if a browser should not follow it.</summary>
    /// <remarks>The address of a page can be any text in a response: only web pages are allowed.</remarks>
    public static string Url(string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out Uri? uri) && uri.Scheme is "https" or "http"
            && uri.UserInfo.Length == 0
            ? uri.AbsoluteUri
            : "";

    /// <summary>Appends text that is already safe to show.</summary>
    public static void Append(StringBuilder target, string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            _ = text[i] switch
            {
                '&' => target.Append("&amp;"),
                '<' => target.Append("&lt;"),
                '>' => target.Append("&gt;"),
                '"' => target.Append("&quot;"),
                '\'' => target.Append("&#39;"),
                // A build agent that shows the file obeys the commands in it, such as ##vso[ and ::error::.
                '#' when i > 0 && text[i - 1] == '#' => target.Append("&#35;"),
                ':' when i > 0 && text[i - 1] == ':' => target.Append("&#58;"),
                _ => target.Append(text[i]),
            };
        }
    }
}
