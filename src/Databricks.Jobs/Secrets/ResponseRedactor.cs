using System.Text.Json;

namespace Databricks.Jobs.Secrets;

/// <summary>
/// Takes out of an answer on runs what the program hides: the service repeats a run's parameters, and what a task
/// printed.
/// </summary>
internal static class ResponseRedactor
{
    private static readonly JsonReaderOptions s_reading = new() { MaxDepth = 1000 };

    // What the client itself goes by. A secret that is the same as one of these words is hidden elsewhere.
    private static readonly HashSet<string> s_kept = new(StringComparer.Ordinal)
    {
        "state", "life_cycle_state", "result_state", "code", "type", "run_type", "trigger", "run_if", "outcome",
        "task_key", "next_page_token", "prev_page_token",
    };

    /// <returns>The answer with the values replaced; the same if it has none of them, or is no JSON.</returns>
    public static ReadOnlySpan<byte> Redact(ReadOnlySpan<byte> utf8, KnownSecrets hidden)
    {
        if (hidden.IsEmpty || utf8.Length == 0) return utf8;
        using var stream = new MemoryStream(utf8.Length);
        using var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { SkipValidation = true });
        try
        {
            if (!Copy(utf8, writer, hidden)) return utf8;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Whoever reads it says what is wrong with it, and nothing of what is in it.
            return utf8;
        }

        writer.Flush();
        return stream.GetBuffer().AsSpan(0, (int)stream.Length);
    }

    private static bool Copy(ReadOnlySpan<byte> utf8, Utf8JsonWriter writer, KnownSecrets hidden)
    {
        var reader = new Utf8JsonReader(utf8, s_reading);
        bool isChanged = false;
        bool isKept = false;
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject:
                    writer.WriteStartObject();
                    break;
                case JsonTokenType.EndObject:
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
                    isKept = s_kept.Contains(name);
                    writer.WritePropertyName(name);
                    break;
                case JsonTokenType.String:
                    string text = reader.GetString()!;
                    string redacted = isKept ? text : hidden.Redact(text);
                    isChanged |= !ReferenceEquals(redacted, text) && redacted != text;
                    writer.WriteStringValue(redacted);
                    break;
                default:
                    writer.WriteRawValue(reader.ValueSpan, skipInputValidation: true);
                    break;
            }
        }

        return isChanged;
    }
}
