using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Databricks.Jobs.Secrets;

namespace Databricks.Jobs.Http;

/// <summary>Reads the many shapes of an error response into one.</summary>
internal static class ErrorReader
{
    private const int MaxTextLength = 1000;
    private const int MaxParsedLength = 256 * 1024;
    private const string TypePrefix = "type.googleapis.com/google.rpc.";

    private static readonly TimeSpan s_regexTimeout = TimeSpan.FromSeconds(1);

    /// <param name="status">The status of the response.</param>
    /// <param name="body">The body of the response.</param>
    /// <param name="known">Secrets that the body may echo.</param>
    public static ErrorPayload Read(int status, ReadOnlySpan<byte> body, KnownSecrets known)
    {
        bool isParsed = body.Length <= MaxParsedLength;
        if (isParsed) body = ResponseRedactor.Redact(body, known, isError: true);
        string text = Encoding.UTF8.GetString(body.ToArray()).Trim().TrimStart('\uFEFF');
        if (isParsed) text = SecretPatterns.RedactShapes(known.Redact(text));
        if (text.Length == 0) return new ErrorPayload(null, "", []);
        return (text[0] == '{' ? ReadJson(status, text, known) : null)
            ?? ReadPage(text, known)
            ?? ReadLine(text, known);
    }

    private static ErrorPayload? ReadJson(int status, string text, KnownSecrets known)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            JsonElement root = document.RootElement;
            if (root.TryGetProperty("error", out JsonElement nested) && nested.ValueKind == JsonValueKind.Object)
                root = nested;
            string? code = GetText(root, "error_code") ?? GetText(root, "code");
            string? message = GetMessage(root, "message") ?? GetMessage(root, "error_description");
            if (GetMessage(root, "error") is { } error) (code, message) = Combine(code, message, error);
            if (message is null && root.TryGetProperty("detail", out _))
            {
                code ??= "SCIM_" + (GetText(root, "status") ?? $"{status}");
                string?[] parts = [GetMessage(root, "scimType"), GetMessage(root, "detail")];
                message = string.Join(" ", parts.Where(static part => part is not null));
            }

            string? requestId = FindInDetails(root, "RequestInfo", "request_id");
            return new ErrorPayload(
                code is null ? null : Clean(code, known),
                Clean(message ?? "", known),
                text.Length <= MaxParsedLength ? Details(root) : [])
            {
                RequestId = requestId is null ? null : Clean(requestId, known),
                RetryDelay = RetryAfter.ReadDuration(FindInDetails(root, "RetryInfo", "retry_delay")),
            };
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: half a surrogate pair, which the framework detects only when it decodes it.
            return null;
        }
    }

    // OAuth has a code in "error" and describes it elsewhere. In version 1.2 of the API, it is the message.
    private static (string? Code, string Message) Combine(string? code, string? message, string error) =>
        message is null ? (code, error)
        : error.Any(char.IsWhiteSpace) ? (code, $"{error} {message}")
        : (code ?? error, message);

    private static ErrorPayload? ReadPage(string text, KnownSecrets known)
    {
        if (text[0] != '<') return null;
        string message = Inside(text, "pre") ?? Inside(text, "title") ?? "";
        return new ErrorPayload(null, Clean(WebUtility.HtmlDecode(message), known), []);
    }

    private static string? Inside(string page, string element)
    {
        int open = page.IndexOf("<" + element, StringComparison.OrdinalIgnoreCase);
        int start = open < 0 ? -1 : page.IndexOf('>', open);
        int end = start < 0 ? -1 : page.IndexOf("</" + element + ">", start, StringComparison.OrdinalIgnoreCase);
        if (end < 0) return null;
        string text = page.Substring(start + 1, end - start - 1);
        return string.IsNullOrWhiteSpace(text) ? null : text;
    }

    private static ErrorPayload ReadLine(string text, KnownSecrets known)
    {
        Match match = Regex.Match(text, "^([A-Z][A-Z0-9_]+): (.*)$", RegexOptions.Singleline, s_regexTimeout);
        return match.Success
            ? new ErrorPayload(Clean(match.Groups[1].Value, known), Clean(match.Groups[2].Value, known), [])
            : new ErrorPayload(null, Clean(text, known), []);
    }

    /// <summary>Truncates, and redacts what a proxy may have echoed of the request.</summary>
    private static string Clean(string text, KnownSecrets known)
    {
        text = text.Trim();
        text = text.Truncate(MaxParsedLength);
        // Again, because escapes in JSON and HTML may have concealed secrets before.
        return SecretPatterns.RedactShapes(known.Redact(text)).Truncate(MaxTextLength, "...");
    }

    private static string? GetText(JsonElement element, string name)
    {
        if (!element.TryGetProperty(name, out JsonElement value)) return null;
        return value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number => value.GetRawText(),
            _ => null,
        };
    }

    // "null" is how a service shows that it has no message.
    private static string? GetMessage(JsonElement element, string name) =>
        GetText(element, name)?.Trim() is { Length: > 0 } text && text != "null" ? text : null;

    private static IReadOnlyList<JsonElement> Details(JsonElement root) =>
        root.TryGetProperty("details", out JsonElement details) && details.ValueKind == JsonValueKind.Array
            ? [.. details.EnumerateArray().Select(static detail => detail.Clone())]
            : [];

    // Of several details of a type, the last one counts, as in the official clients.
    private static string? FindInDetails(JsonElement root, string type, string name)
    {
        string? found = null;
        if (!root.TryGetProperty("details", out JsonElement details) || details.ValueKind != JsonValueKind.Array)
            return null;
        foreach (JsonElement detail in details.EnumerateArray())
        {
            if (detail.ValueKind == JsonValueKind.Object
                && GetText(detail, "@type") == TypePrefix + type
                && detail.TryGetProperty(name, out JsonElement value)
                && value.ValueKind == JsonValueKind.String)
            {
                found = value.GetString();
            }
        }

        return found;
    }
}

/// <summary>The content of an error response.</summary>
internal readonly record struct ErrorPayload(string? Code, string Message, IReadOnlyList<JsonElement> Details)
{
    /// <summary>The request ID in the details of the response; null if there is none.</summary>
    public string? RequestId { get; init; }

    /// <summary>The delay before a retry in the details of the response; null if there is none.</summary>
    public TimeSpan? RetryDelay { get; init; }
}
