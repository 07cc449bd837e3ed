using System.Text;
using System.Text.Json;

namespace Databricks.Jobs.Secrets;

/// <summary>Redacts JSON for people. Truncated JSON is written as far as it goes.</summary>
internal sealed class JsonRedactor(KnownSecrets known, bool hidesValues, int level = 0) : JsonRewriter(MaxDepth)
{
    // Indented, JSON that is nested deeper would become many times as long.
    private const int MaxDepth = 64;
    private const int MaxNestedStrings = 3;

    // For each object around the current place, whether its "value" is that of a secret.
    private readonly Stack<bool> _pairs = new();

    /// <returns>The text; null if it is not JSON.</returns>
    public string? Redact(ReadOnlySpan<byte> utf8, bool isWhole)
    {
        JsonLayout layout = level == 0 ? JsonLayout.Indented : JsonLayout.Readable;
        using MemoryStream? copy = Rewrite(utf8, isWhole, layout);
        return copy is null ? null : Encoding.UTF8.GetString(copy.GetBuffer(), 0, (int)copy.Length);
    }

    protected override void OnStartObject(Utf8JsonReader ahead) => _pairs.Push(IsPairOfSecret(ahead));

    protected override void OnEndObject() => _pairs.Pop();

    protected override string RewriteName(string name) => known.Redact(name);

    protected override bool IsSecretProperty(string name) =>
        SecretNames.IsSecret(name) || (name is "value" or "default" && (hidesValues || _pairs.Peek()));

    protected override bool IsSecretNumber(ReadOnlySpan<byte> digits) =>
        known.Redact(Encoding.UTF8.GetString(digits.ToArray())) == KnownSecrets.Placeholder;

    protected override string RewriteString(string text)
    {
        bool mayBeJson = level < MaxNestedStrings && text.TrimStart() is ['{' or '[', _, ..];
        string? nested = mayBeJson
            ? new JsonRedactor(known, hidesValues, level + 1).Redact(Encoding.UTF8.GetBytes(text), isWhole: true)
            : null;
        return nested ?? SecretPatterns.Redact(known.Redact(text));
    }

    // Parameters are a name next to its value, in any order. A truncated object may be that of a secret.
    private static bool IsPairOfSecret(Utf8JsonReader ahead)
    {
        while (ahead.Read() && ahead.TokenType == JsonTokenType.PropertyName)
        {
            bool isName = ahead.ValueTextEquals("name"u8) || ahead.ValueTextEquals("key"u8);
            if (!ahead.Read()) return true;
            if (isName && ahead.TokenType == JsonTokenType.String) return SecretNames.IsSecret(ahead.GetString()!);
            if (!ahead.TrySkip()) return true;
        }

        return ahead.TokenType != JsonTokenType.EndObject;
    }
}
