using System.Text;

namespace Databricks.Jobs.Secrets;

/// <summary>Formats the body of a request or response for people: readable, truncated and redacted.</summary>
/// <param name="known">Known secrets.</param>
/// <param name="hidesValues">Whether a property named <c>value</c> is a secret too, as in token responses.</param>
internal sealed class BodyFormatter(KnownSecrets known, bool hidesValues = false)
{
    /// <summary>How much of a body is shown.</summary>
    public const int MaxLength = 64 * 1024;

    // To find a secret that extends beyond what is shown.
    private const int Margin = 8 * 1024;

    private static readonly UTF8Encoding s_strict = new(false, throwOnInvalidBytes: true);

    public string Format(ReadOnlySpan<byte> body, string? mediaType)
    {
        if (body.Length == 0) return "";
        if (body.StartsWith("\uFEFF"u8)) body = body.Slice(3);
        ReadOnlySpan<byte> shown = body.TruncateUtf8(MaxLength + Margin);
        if (Decode(shown) is not { } text)
            return $"({body.Length} bytes of {(mediaType is null ? "unknown type" : FormatText(mediaType))})";
        if (text.TrimStart() is ['{' or '[', ..] && FormatJson(body) is { } json) return json;
        string clean = mediaType == "application/x-www-form-urlencoded" ? FormatForm(text) : FormatText(text);
        // The remainder counts bytes of the original; redacted secrets may have changed the length.
        return clean.Length <= MaxLength && shown.Length == body.Length
            ? clean
            : clean.Truncate(MaxLength) + Remainder(body.Length - MaxLength);
    }

    /// <summary>A form, or the query of an address.</summary>
    public string FormatForm(string text) => string.Join("&", text.Split('&').Select(pair =>
    {
        int equals = pair.IndexOf('=');
        if (equals < 0) return FormatText(pair);
        string name = Uri.UnescapeDataString(pair.Substring(0, equals));
        string value = Uri.UnescapeDataString(pair.Substring(equals + 1).Replace('+', ' '));
        if (SecretNames.IsSecret(name)) return $"{pair.Substring(0, equals)}={KnownSecrets.Placeholder}";
        string clean = FormatText(value);
        return clean == value ? pair : $"{pair.Substring(0, equals)}={clean}";
    }));

    public string FormatText(string text) => SecretPatterns.Redact(known.Redact(text));

    private string? FormatJson(ReadOnlySpan<byte> body)
    {
        bool isWhole = body.Length <= MaxLength;
        ReadOnlySpan<byte> part = body.TruncateUtf8(MaxLength);
        string? json = new JsonRedactor(known, hidesValues).Redact(part, isWhole);
        return json is null || isWhole ? json : json + Remainder(body.Length - part.Length);
    }

    private static string Remainder(int bytes) => $"\n... {Math.Max(1, bytes)} more bytes";

    private static string? Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IndexOf((byte)0) >= 0) return null;
        try
        {
            return s_strict.GetString(bytes.ToArray());
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
