using System.Text;

namespace Databricks.Jobs.Secrets;

/// <summary>The body of a request or an answer for people: readable, not too long, and without secrets.</summary>
/// <param name="known">Secrets that are known by their words.</param>
/// <param name="hidesValues">Whether a member called <c>value</c> is a secret too, as where tokens are given out.</param>
internal sealed class BodyFormatter(KnownSecrets known, bool hidesValues = false)
{
    /// <summary>How much of a body is shown.</summary>
    public const int MaxLength = 64 * 1024;

    // So that a secret on the border is found as a whole.
    private const int Margin = 8 * 1024;

    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public string Format(ReadOnlySpan<byte> body, string? mediaType)
    {
        if (body.Length == 0) return "";
        if (body.StartsWith("\uFEFF"u8)) body = body.Slice(3);
        ReadOnlySpan<byte> shown =
            body.Length > MaxLength + Margin ? TruncateAtCharacter(body, MaxLength + Margin) : body;
        if (Decode(shown) is not { } text) return $"({body.Length} bytes of {mediaType ?? "an unknown type"})";
        if (text.TrimStart() is ['{' or '[', ..] && FormatJson(body) is { } json) return json;
        string clean = mediaType == "application/x-www-form-urlencoded" ? FormatForm(text) : FormatText(text);
        // What is left out is told in bytes of the original; secrets in front may have changed the length.
        return clean.Length <= MaxLength && shown.Length == body.Length
            ? clean
            : Truncate(clean) + Remainder(body.Length - MaxLength);
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
        ReadOnlySpan<byte> part = isWhole ? body : TruncateAtCharacter(body, MaxLength);
        string? json = new JsonRedactor(known, hidesValues).Redact(part, isWhole);
        return json is null || isWhole ? json : json + Remainder(body.Length - part.Length);
    }

    private static string Truncate(string text)
    {
        if (text.Length <= MaxLength) return text;
        return text.Substring(0, char.IsHighSurrogate(text[MaxLength - 1]) ? MaxLength - 1 : MaxLength);
    }

    private static string Remainder(int bytes) => $"\n... {Math.Max(1, bytes)} bytes more";

    private static ReadOnlySpan<byte> TruncateAtCharacter(ReadOnlySpan<byte> utf8, int length)
    {
        // Bytes within a letter begin with the bits 10.
        while (length > 0 && (utf8[length] & 0xC0) == 0x80) length--;
        return utf8.Slice(0, length);
    }

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
