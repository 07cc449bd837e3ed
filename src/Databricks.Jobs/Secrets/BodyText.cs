using System.Text;

namespace Databricks.Jobs.Secrets;

/// <summary>The body of a request or an answer for people: readable, not too long, and without secrets.</summary>
/// <param name="known">Secrets that are known by their words.</param>
/// <param name="hidesValues">Whether a member called <c>value</c> is a secret too, as where tokens are given out.</param>
internal sealed class BodyText(SecretTexts known, bool hidesValues = false)
{
    /// <summary>How much of a body is shown.</summary>
    public const int Longest = 64 * 1024;

    // So that a secret on the border is found as a whole.
    private const int Margin = 8 * 1024;

    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public string Show(ReadOnlySpan<byte> body, string? mediaType)
    {
        if (body.Length == 0) return "";
        if (body.StartsWith("\uFEFF"u8)) body = body.Slice(3);
        ReadOnlySpan<byte> shown = body.Length > Longest + Margin ? CutAtLetter(body, Longest + Margin) : body;
        if (Decode(shown) is not { } text) return $"({body.Length} bytes of {mediaType ?? "an unknown type"})";
        if (text.TrimStart() is ['{' or '[', ..] && Json(body) is { } json) return json;
        string clean = mediaType == "application/x-www-form-urlencoded" ? Form(text) : Text(text);
        // What is left out is told in bytes of the original; secrets in front may have changed the length.
        return clean.Length <= Longest && shown.Length == body.Length
            ? clean
            : Cut(clean) + Rest(body.Length - Longest);
    }

    /// <summary>A form, or the query of an address.</summary>
    public string Form(string text) => string.Join("&", text.Split('&').Select(pair =>
    {
        int equals = pair.IndexOf('=');
        if (equals < 0) return Text(pair);
        string name = Uri.UnescapeDataString(pair.Substring(0, equals));
        string value = Uri.UnescapeDataString(pair.Substring(equals + 1).Replace('+', ' '));
        if (SecretNames.IsSecret(name)) return $"{pair.Substring(0, equals)}={SecretTexts.Mark}";
        string clean = Text(value);
        return clean == value ? pair : $"{pair.Substring(0, equals)}={clean}";
    }));

    public string Text(string text) => SecretPatterns.Mask(known.Mask(text));

    private string? Json(ReadOnlySpan<byte> body)
    {
        bool isWhole = body.Length <= Longest;
        ReadOnlySpan<byte> part = isWhole ? body : CutAtLetter(body, Longest);
        string? json = new JsonRedactor(known, hidesValues).Redact(part, isWhole);
        return json is null || isWhole ? json : json + Rest(body.Length - part.Length);
    }

    private static string Cut(string text)
    {
        if (text.Length <= Longest) return text;
        return text.Substring(0, char.IsHighSurrogate(text[Longest - 1]) ? Longest - 1 : Longest);
    }

    private static string Rest(int bytes) => $"\n... {Math.Max(1, bytes)} bytes more";

    private static ReadOnlySpan<byte> CutAtLetter(ReadOnlySpan<byte> utf8, int length)
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
