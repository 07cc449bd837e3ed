using System.Text.Encodings.Web;
using System.Text.Json;

namespace Databricks.Jobs.Secrets;

/// <summary>Copies JSON token by token. Derived classes decide what becomes of names, strings and values.</summary>
/// <param name="maxDepth">How deep the JSON may be nested.</param>
internal abstract class JsonRewriter(int maxDepth)
{
    private static readonly JsonWriterOptions s_compact = new() { SkipValidation = true };

    private static readonly JsonWriterOptions s_readable = new()
    {
        SkipValidation = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Whether the last copy differs from its original by more than form.</summary>
    protected bool IsChanged { get; private set; }

    /// <param name="utf8">The JSON.</param>
    /// <param name="isWhole">False for JSON that is truncated, which is copied as far as it goes.</param>
    /// <param name="layout">How the copy is written.</param>
    /// <returns>The copy; null if it is not JSON.</returns>
    protected MemoryStream? Rewrite(ReadOnlySpan<byte> utf8, bool isWhole, JsonLayout layout)
    {
        IsChanged = false;
        JsonWriterOptions options = layout == JsonLayout.Compact ? s_compact : s_readable;
        options.Indented = layout == JsonLayout.Indented;
        var copy = new MemoryStream(utf8.Length);
        using var writer = new Utf8JsonWriter(copy, options);
        var reader = new Utf8JsonReader(
            utf8,
            isWhole,
            new JsonReaderState(new JsonReaderOptions { MaxDepth = maxDepth }));
        try
        {
            while (reader.Read()) Copy(ref reader, writer);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: bytes that are not UTF-8, or half a surrogate pair.
            return null;
        }

        writer.Flush();
        return copy;
    }

    /// <param name="ahead">A copy of the reader, at the start of the object.</param>
    protected virtual void OnStartObject(Utf8JsonReader ahead)
    {
    }

    protected virtual void OnEndObject()
    {
    }

    protected virtual string RewriteName(string name) => name;

    protected abstract string RewriteString(string text);

    protected virtual bool IsSecretNumber(ReadOnlySpan<byte> digits) => false;

    /// <summary>Whether the value of a property is redacted whatever it is, unless it is true, false or null.</summary>
    protected virtual bool IsSecretProperty(string name) => false;

    private void Copy(ref Utf8JsonReader reader, Utf8JsonWriter writer)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                OnStartObject(reader);
                writer.WriteStartObject();
                break;
            case JsonTokenType.EndObject:
                OnEndObject();
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
                writer.WritePropertyName(Changed(name, RewriteName(name)));
                if (IsSecretProperty(name)) WriteRedacted(ref reader, writer);
                break;
            case JsonTokenType.String:
                string text = reader.GetString()!;
                writer.WriteStringValue(Changed(text, RewriteString(text)));
                break;
            case JsonTokenType.Number when IsSecretNumber(reader.ValueSpan):
                WritePlaceholder(writer);
                break;
            default:
                WritePlain(ref reader, writer);
                break;
        }
    }

    private string Changed(string before, string after)
    {
        IsChanged |= !ReferenceEquals(before, after) && before != after;
        return after;
    }

    private void WritePlaceholder(Utf8JsonWriter writer)
    {
        IsChanged = true;
        writer.WriteStringValue(KnownSecrets.Placeholder);
    }

    private void WriteRedacted(ref Utf8JsonReader reader, Utf8JsonWriter writer)
    {
        if (reader.Read() && reader.TokenType is JsonTokenType.True or JsonTokenType.False or JsonTokenType.Null)
        {
            WritePlain(ref reader, writer);
            return;
        }

        WritePlaceholder(writer);
        if (reader.TrySkip()) return;
        while (reader.Read())
        {
            // The value is truncated, so everything that is left belongs to it.
        }
    }

    private static void WritePlain(ref Utf8JsonReader reader, Utf8JsonWriter writer)
    {
        switch (reader.TokenType)
        {
            // The writer does not indent raw values.
            case JsonTokenType.Null:
                writer.WriteNullValue();
                break;
            case JsonTokenType.True or JsonTokenType.False:
                writer.WriteBooleanValue(reader.GetBoolean());
                break;
            case JsonTokenType.Number when writer.Options.Indented && reader.TryGetInt64(out long whole):
                writer.WriteNumberValue(whole);
                break;
            case JsonTokenType.Number when writer.Options.Indented && reader.TryGetDecimal(out decimal number):
                writer.WriteNumberValue(number);
                break;
            default:
                writer.WriteRawValue(reader.ValueSpan, skipInputValidation: true);
                break;
        }
    }
}

/// <summary>How JSON is written.</summary>
internal enum JsonLayout
{
    /// <summary>For programs: without spaces, and everything that needs it escaped.</summary>
    Compact,

    /// <summary>For people, on one line.</summary>
    Readable,

    /// <summary>For people, indented.</summary>
    Indented,
}
