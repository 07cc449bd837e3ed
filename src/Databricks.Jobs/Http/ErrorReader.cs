using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Databricks.Jobs.Secrets;

namespace Databricks.Jobs.Http;

/// <summary>Reads the many shapes of an error answer into one.</summary>
internal static class ErrorReader
{
    private const int LongestText = 1000;
    private const int LongestUsual = 256 * 1024;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(1);

    /// <param name="status">The status of the answer.</param>
    /// <param name="body">The answer.</param>
    /// <param name="known">Secrets that it may echo.</param>
    public static ErrorWords Read(int status, ReadOnlySpan<byte> body, SecretTexts known)
    {
        bool isUsual = body.Length <= LongestUsual;
        if (isUsual) body = AnswerMask.Apply(body, known);
        string text = Encoding.UTF8.GetString(body.ToArray()).Trim().TrimStart('\uFEFF');
        if (isUsual) text = SecretPatterns.MaskShapes(known.Mask(text));
        if (text.Length == 0) return new ErrorWords(null, "", []);
        return (text[0] == '{' ? ReadJson(status, text, known) : null)
            ?? ReadPage(text, known)
            ?? ReadLine(text, known);
    }

    private static ErrorWords? ReadJson(int status, string text, SecretTexts known)
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

            return new ErrorWords(
                code is null ? null : Clean(code, known),
                Clean(message ?? "", known),
                text.Length <= LongestUsual ? Details(root) : [])
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

    private static ErrorWords? ReadPage(string text, SecretTexts known)
    {
        if (text[0] != '<') return null;
        string words = Inside(text, "pre") ?? Inside(text, "title") ?? "";
        return new ErrorWords(null, Clean(WebUtility.HtmlDecode(words), known), []);
    }

    private static string? Inside(string page, string element)
    {
        int open = page.IndexOf("<" + element, StringComparison.OrdinalIgnoreCase);
        int start = open < 0 ? -1 : page.IndexOf('>', open);
        int end = start < 0 ? -1 : page.IndexOf("</" + element + ">", start, StringComparison.OrdinalIgnoreCase);
        return end < 0 ? null : page.Substring(start + 1, end - start - 1);
    }

    private static ErrorWords ReadLine(string text, SecretTexts known)
    {
        Match match = Regex.Match(text, "^([A-Z][A-Z0-9_]+): (.*)$", RegexOptions.Singleline, s_patience);
        return match.Success
            ? new ErrorWords(Clean(match.Groups[1].Value, known), Clean(match.Groups[2].Value, known), [])
            : new ErrorWords(null, Clean(text, known), []);
    }

    /// <summary>Shortens, and takes out what a proxy may have echoed of the request.</summary>
    private static string Clean(string text, SecretTexts known)
    {
        text = text.Trim();
        if (text.Length > LongestUsual) text = text.Substring(0, LongestUsual);
        // Once more: escapes in JSON and in HTML may have hidden them before.
        return Shorten(SecretPatterns.MaskShapes(known.Mask(text)));
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
