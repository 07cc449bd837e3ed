using System.Security.Cryptography;
using System.Text;

namespace Databricks.Jobs.Reports;

/// <summary>The frame of a page: its head, the symbols, and a policy that allows nothing but its own style sheet.
/// </summary>
internal static class HtmlPage
{
    // Drawn on 16 x 16 in the color of the text around them.
    private static readonly Lazy<string> s_symbols = new(static () => Read("symbols.svg"));
    private static readonly Lazy<string> s_style = new(static () => Read("report.css"));
    private static readonly Lazy<string> s_script = new(static () => Read("live.js"));
    private static readonly Lazy<string> s_policy = new(static () => PolicyOf(scriptSource: ""));
    private static readonly Lazy<string> s_livePolicy = new(static () =>
        PolicyOf($"script-src {HashOf(s_script.Value)}; connect-src 'self'; "));

    /// <summary>The policy of a page. It has a hash for each style sheet and script.</summary>
    /// <param name="isLive">Whether the page updates itself from its own address.</param>
    public static string Policy(bool isLive) => isLive ? s_livePolicy.Value : s_policy.Value;

    /// <summary>A complete page.</summary>
    /// <param name="title">The title.</param>
    /// <param name="status">The status that the symbol of the page shows.</param>
    /// <param name="body">The content.</param>
    /// <param name="isLive">Whether the page updates itself from its own address.</param>
    public static string Of(string title, ReportStatus status, Markup body, bool isLive)
    {
        var page = new MarkupWriter();
        page.Add($"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">""");
        page.Add($"""<meta http-equiv="Content-Security-Policy" content="{new Markup(Policy(isLive))}">""");
        page.Add($"""<meta name="viewport" content="width=device-width, initial-scale=1">""");
        page.Add($"""<meta name="referrer" content="no-referrer"><meta name="color-scheme" content="light dark">""");
        page.Add($"""<title>{title}</title><link rel="icon" href="{IconOf(status)}">""");
        page.Add($"<style>{new Markup(s_style.Value)}</style></head><body>{new Markup(s_symbols.Value)}{body}");
        if (isLive) page.Add($"<script>{new Markup(s_script.Value)}</script>");
        return page.Add($"</body></html>\n").ToString();
    }

    /// <summary>The symbol of a status, before its word.</summary>
    public static Markup Icon(ReportStatus status)
    {
        string name = ReportStatuses.ClassOf(status);
        return Markup.Of($"""<svg class="i {name}" aria-hidden="true"><use href="#{name}"/></svg>""");
    }

    private static string IconOf(ReportStatus status)
    {
        string color = status switch
        {
            ReportStatus.Failed => "d1242f",
            ReportStatus.Running => "2f7de1",
            ReportStatus.Waiting => "9a6700",
            ReportStatus.Skipped => "818b98",
            _ => "2c974b",
        };
        return "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E"
            + $"%3Ccircle cx='8' cy='8' r='7' fill='%23{color}'/%3E%3C/svg%3E";
    }

    private static string PolicyOf(string scriptSource) =>
        $"default-src 'none'; style-src {HashOf(s_style.Value)}; {scriptSource}img-src data:; "
        + "base-uri 'none'; form-action 'none'";

    private static string HashOf(string text)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(text);
#if NET
        byte[] hash = SHA256.HashData(utf8);
#else
        using var sha = SHA256.Create();
        byte[] hash = sha.ComputeHash(utf8);
#endif
        return $"'sha256-{Convert.ToBase64String(hash)}'";
    }

    /// <summary>A file of this folder. Browsers calculate the hash of a text with these line ends.</summary>
    internal static string Read(string name)
    {
        using Stream stream = typeof(HtmlPage).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd().Replace("\r\n", "\n");
    }
}
