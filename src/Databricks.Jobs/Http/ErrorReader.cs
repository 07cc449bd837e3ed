using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Databricks.Jobs.Http;

/// <summary>Reads the many shapes of an error answer into one.</summary>
internal static class ErrorReader
{
    private const int LongestText = 1000;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(1);

    public static ErrorWords Read(int status, ReadOnlySpan<byte> body)
    {
        string text = Encoding.UTF8.GetString(body.ToArray()).Trim().TrimStart('\uFEFF');
        if (text.Length == 0) return new ErrorWords(null, "", []);
        return (text[0] == '{' ? ReadJson(status, text) : null) ?? ReadPage(text) ?? ReadLine(text);
    }

    private static ErrorWords? ReadJson(int status, string text)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            JsonElement root = document.RootElement;
            if (root.TryGetProperty("error", out JsonElement nested) && nested.ValueKind == JsonValueKind.Object)
                root = nested;
            string? code = Word(root, "error_code") ?? Word(root, "error") ?? Word(root, "code");
            string? message = Word(root, "message") ?? Word(root, "error_description");
            if (message is null && Word(root, "detail") is { } detail)
            {
                code ??= "SCIM_" + (Word(root, "status") ?? $"{status}");
                message = Word(root, "scimType") is { } kind ? $"{kind} {detail}" : detail;
            }

            return new ErrorWords(code is null ? null : Clean(code), Clean(message ?? ""), Details(root))
            {
                RequestId = InDetails(root, "request_id"),
                RetryDelay = RetryAfter.ReadDuration(InDetails(root, "retryDelay")),
            };
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // The latter is half a surrogate pair, which the framework finds only when it is asked for the text.
            return null;
        }
    }

    private static ErrorWords? ReadPage(string text)
    {
        if (text[0] != '<') return null;
        string words = Inside(text, "pre") ?? Inside(text, "title") ?? "";
        return new ErrorWords(null, Clean(WebUtility.HtmlDecode(words)), []);
    }

    private static string? Inside(string page, string element)
    {
        int open = page.IndexOf("<" + element, StringComparison.OrdinalIgnoreCase);
        int start = open < 0 ? -1 : page.IndexOf('>', open);
        int end = start < 0 ? -1 : page.IndexOf("</" + element + ">", start, StringComparison.OrdinalIgnoreCase);
        return end < 0 ? null : page.Substring(start + 1, end - start - 1);
    }

    private static ErrorWords ReadLine(string text)
    {
        Match match = Regex.Match(text, "^([A-Z][A-Z0-9_]+): (.*)$", RegexOptions.Singleline, s_patience);
        return match.Success
            ? new ErrorWords(Clean(match.Groups[1].Value), Clean(match.Groups[2].Value), [])
            : new ErrorWords(null, Clean(text), []);
    }

    /// <summary>Shortens, and takes out what a proxy may have echoed of the request.</summary>
    private static string Clean(string text)
    {
        return Regex.Replace(
            Shorten(text.Trim()),
            @"\b(Bearer|Basic)\s+[\w\-.~+/=]{8,}|\bdapi[0-9a-f]{8,}[\w\-]*",
            "***",
            RegexOptions.IgnoreCase,
            s_patience);
    }

    private static string Shorten(string text)
    {
        if (text.Length <= LongestText) return text;
        // Half of a surrogate pair would print as garbage.
        int end = char.IsHighSurrogate(text[LongestText - 1]) ? LongestText - 1 : LongestText;
        return text.Substring(0, end) + "...";
    }

    private static string? Word(JsonElement element, string name)
    {
        if (!element.TryGetProperty(name, out JsonElement value)) return null;
        return value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number => value.GetRawText(),
            _ => null,
        };
    }

    private static IReadOnlyList<JsonElement> Details(JsonElement root) =>
        root.TryGetProperty("details", out JsonElement details) && details.ValueKind == JsonValueKind.Array
            ? [.. details.EnumerateArray().Select(static detail => detail.Clone())]
            : [];

    private static string? InDetails(JsonElement root, string name)
    {
        if (!root.TryGetProperty("details", out JsonElement details) || details.ValueKind != JsonValueKind.Array)
            return null;
        foreach (JsonElement detail in details.EnumerateArray())
        {
            if (detail.ValueKind == JsonValueKind.Object && Word(detail, name) is { } word) return Shorten(word);
        }

        return null;
    }
}

/// <summary>What an error answer says, before anything is made of it.</summary>
internal readonly record struct ErrorWords(string? Code, string Message, IReadOnlyList<JsonElement> Details)
{
    /// <summary>The request's id, where the answer names it among its details.</summary>
    public string? RequestId { get; init; }

    /// <summary>When to come back, where the answer says so among its details.</summary>
    public TimeSpan? RetryDelay { get; init; }
}
