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

            return new ErrorWords(code is null ? null : known.Mask(code), Clean(message ?? "", known), text.Length <= LongestUsual ? Details(root) : []);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static ErrorWords? ReadPage(string text, SecretTexts known)
    {
        if (text[0] != '<') return null;
        Match match = Regex.Match(text, "<pre[^>]*>(.*?)</pre>", PageOptions, s_patience);
        if (!match.Success) match = Regex.Match(text, "<title[^>]*>(.*?)</title>", PageOptions, s_patience);
        return new ErrorWords(null, match.Success ? Clean(WebUtility.HtmlDecode(match.Groups[1].Value), known) : "", []);
    }

    private static ErrorWords ReadLine(string text, SecretTexts known)
    {
        Match match = Regex.Match(text, "^([A-Z][A-Z0-9_]+): (.*)$", RegexOptions.Singleline, s_patience);
        return match.Success
            ? new ErrorWords(match.Groups[1].Value, Clean(match.Groups[2].Value, known), [])
            : new ErrorWords(null, Clean(text, known), []);
    }

    private const RegexOptions PageOptions = RegexOptions.Singleline | RegexOptions.IgnoreCase;

    /// <summary>Shortens, and takes out what a proxy may have echoed of the request.</summary>
    private static string Clean(string text, SecretTexts known)
    {
        text = text.Trim();
        if (text.Length > LongestUsual) text = text.Substring(0, LongestUsual);
        // Once more: escapes in JSON and in HTML may have hidden them before.
        text = SecretPatterns.MaskShapes(known.Mask(text));
        return text.Length > LongestText ? text.Substring(0, LongestText) + "..." : text;
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
}

/// <summary>What an error answer says, before anything is made of it.</summary>
internal readonly record struct ErrorWords(string? Code, string Message, IReadOnlyList<JsonElement> Details)
{
    /// <summary>The request's id, where the answer names it among its details.</summary>
    public string? RequestId
    {
        get
        {
            foreach (JsonElement detail in Details)
            {
                if (detail.ValueKind == JsonValueKind.Object
                    && detail.TryGetProperty("request_id", out JsonElement id)
                    && id.ValueKind == JsonValueKind.String)
                {
                    return id.GetString();
                }
            }

            return null;
        }
    }
}
