using System.Text.Json;
using Databricks.Jobs.Models;

namespace Databricks.Jobs.Serialization;

/// <summary>Writes one member of an object; a null is not written.</summary>
internal static class FieldWriter
{
    public static void WriteField(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, string? value)
    {
        if (value is not null)
        {
            writer.WriteString(name, value);
        }
    }

    public static void WriteField(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, bool? value)
    {
        if (value is { } flag)
        {
            writer.WriteBoolean(name, flag);
        }
    }

    public static void WriteField(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, long? value)
    {
        if (value is { } number)
        {
            writer.WriteNumber(name, number);
        }
    }

    public static void WriteField(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, double? value)
    {
        if (value is { } number)
        {
            writer.WriteNumber(name, number);
        }
    }

    public static void WriteField(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, DateTimeOffset? value)
    {
        if (value is { } time)
        {
            writer.WriteNumber(name, time.ToUnixTimeMilliseconds());
        }
    }

    public static void WriteField(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, TimeSpan? value)
    {
        if (value is { } span)
        {
            writer.WriteNumber(name, span.Ticks / TimeSpan.TicksPerMillisecond);
        }
    }

    public static void WriteField(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, JobsModel? value)
    {
        if (value is not null)
        {
            writer.WritePropertyName(name);
            value.WriteTo(writer);
        }
    }

    public static void WriteField<T>(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, List<T>? value)
        where T : JobsModel
    {
        if (value is null)
        {
            return;
        }

        writer.WriteStartArray(name);
        foreach (T item in value)
        {
            writer.WriteModel(item);
        }

        writer.WriteEndArray();
    }

    public static void WriteField(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, List<string>? value)
    {
        if (value is null)
        {
            return;
        }

        writer.WriteStartArray(name);
        foreach (string item in value)
        {
            writer.WriteStringValue(item);
        }

        writer.WriteEndArray();
    }

    public static void WriteField(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, List<long>? value)
    {
        if (value is null)
        {
            return;
        }

        writer.WriteStartArray(name);
        foreach (long item in value)
        {
            writer.WriteNumberValue(item);
        }

        writer.WriteEndArray();
    }

    public static void WriteField(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, Dictionary<string, string>? value)
    {
        if (value is null)
        {
            return;
        }

        writer.WriteStartObject(name);
        foreach (KeyValuePair<string, string> entry in value)
        {
            writer.WriteString(entry.Key, entry.Value);
        }

        writer.WriteEndObject();
    }

    public static void WriteField<T>(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, Dictionary<string, T>? value)
        where T : JobsModel
    {
        if (value is null)
        {
            return;
        }

        writer.WriteStartObject(name);
        foreach (KeyValuePair<string, T> entry in value)
        {
            writer.WritePropertyName(entry.Key);
            writer.WriteModel(entry.Value);
        }

        writer.WriteEndObject();
    }

    // A list may hold a null all the same; the service says best what it thinks of it.
    private static void WriteModel(this Utf8JsonWriter writer, JobsModel? model)
    {
        if (model is null)
        {
            writer.WriteNullValue();
        }
        else
        {
            model.WriteTo(writer);
        }
    }
}
