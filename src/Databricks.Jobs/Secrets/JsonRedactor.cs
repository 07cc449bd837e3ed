using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Databricks.Jobs.Secrets;

/// <summary>Writes JSON for people, without the secrets in it. JSON that is cut off is written as far as it goes.</summary>
internal sealed class JsonRedactor(KnownSecrets known, bool hidesValues)
{
    // Indenting what is nested deeper would make much out of little.
    private const int MaxDepth = 64;
    private const int MaxNestedStrings = 3;

    private static readonly JsonReaderOptions s_reading = new() { MaxDepth = MaxDepth };

    // For each object around the present place, whether its "value" is that of a secret.
    private readonly Stack<bool> _pairs = new();

    /// <returns>The text; null if it is no JSON.</returns>
    public string? Redact(ReadOnlySpan<byte> utf8, bool isWhole) => Redact(utf8, isWhole, indented: true, level: 0);

    private string? Redact(ReadOnlySpan<byte> utf8, bool isWhole, bool indented, int level)
    {
        using var stream = new MemoryStream();
        using var writer = new Utf8JsonWriter(stream, new JsonWriterOptions
        {
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            Indented = indented,
            SkipValidation = true,
        });
        var reader = new Utf8JsonReader(utf8, isWhole, new JsonReaderState(s_reading));
        try
        {
            while (reader.Read()) Copy(ref reader, writer, level);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // InvalidOperation: bytes that are no UTF-8, or half a surrogate pair.
            return null;
        }

        writer.Flush();
        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    private void Copy(ref Utf8JsonReader reader, Utf8JsonWriter writer, int level)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                _pairs.Push(IsPairOfSecret(reader));
                writer.WriteStartObject();
                break;
            case JsonTokenType.EndObject:
                _pairs.Pop();
                writer.WriteEndObject();
                break;
            case JsonTokenType.StartArray:
                writer.WriteStartArray();
                break;
            case JsonTokenType.EndArray:
                writer.WriteEndArray();
                break;
            case JsonTokenType.PropertyName:
                string name = reader.GetString()!;
                writer.WritePropertyName(known.Redact(name));
                if (IsSecret(name)) WriteRedacted(ref reader, writer);
                break;
            case JsonTokenType.String:
                writer.WriteStringValue(RedactText(reader.GetString()!, level));
                break;
            case JsonTokenType.Number when known.Redact(Encoding.UTF8.GetString(reader.ValueSpan.ToArray())) == KnownSecrets.Placeholder:
                writer.WriteStringValue(KnownSecrets.Placeholder);
                break;
            default:
                WritePlain(ref reader, writer);
                break;
        }
    }

    // Raw values alone would stand where the one before them ended.
    private static void WritePlain(ref Utf8JsonReader reader, Utf8JsonWriter writer)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                writer.WriteNullValue();
                break;
            case JsonTokenType.True or JsonTokenType.False:
                writer.WriteBooleanValue(reader.GetBoolean());
                break;
            case JsonTokenType.Number when reader.TryGetInt64(out long whole):
                writer.WriteNumberValue(whole);
                break;
            case JsonTokenType.Number when reader.TryGetDecimal(out decimal number):
                writer.WriteNumberValue(number);
                break;
            default:
                writer.WriteRawValue(reader.ValueSpan, skipInputValidation: true);
                break;
        }
    }

    private bool IsSecret(string name) =>
        SecretNames.IsSecret(name) || (name is "value" or "default" && (hidesValues || _pairs.Peek()));

    private static void WriteRedacted(ref Utf8JsonReader reader, Utf8JsonWriter writer)
    {
        if (reader.Read() && reader.TokenType is JsonTokenType.True or JsonTokenType.False or JsonTokenType.Null)
        {
            WritePlain(ref reader, writer);
            return;
        }

        writer.WriteStringValue(KnownSecrets.Placeholder);
        if (reader.TrySkip()) return;
        while (reader.Read())
        {
            // The value is cut off, and so all that is left belongs to it.
        }
    }

    // Parameters come as a name beside its value, and in any order. Of an object that is cut off, nobody knows.
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

    private string RedactText(string text, int level)
    {
        string start = text.TrimStart();
        if (level < MaxNestedStrings
            && start.Length > 1
            && start[0] is '{' or '['
            && new JsonRedactor(known, hidesValues).Redact(
                Encoding.UTF8.GetBytes(text), isWhole: true, indented: false, level + 1) is { } inner)
        {
            return inner;
        }

        return SecretPatterns.Redact(known.Redact(text));
    }
}
