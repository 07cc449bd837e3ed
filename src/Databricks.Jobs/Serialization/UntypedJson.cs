using System.Collections;
using System.Globalization;
using System.Text.Json;
using Databricks.Jobs.Models;

namespace Databricks.Jobs.Serialization;

/// <summary>Writes simple values (hashtables, lists, strings, numbers) as JSON, for fields of unknown type.</summary>
internal static class UntypedJson
{
    public static JsonElement ToElement(object? value, string path)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, WriterOptions.Compact))
        {
            Write(writer, value, path);
        }

        using var document = JsonDocument.Parse(
            stream.GetBuffer().AsMemory(0, (int)stream.Length),
            new JsonDocumentOptions { MaxDepth = 1000 });
        return document.RootElement.Clone();
    }

    private static void Write(Utf8JsonWriter writer, object? wrapped, string path)
    {
        if (writer.CurrentDepth > ModelBinder.MostLevels)
        {
            throw ModelBindingException.TooDeep(path, ModelBinder.MostLevels);
        }

        object? value = ValueUnwrapper.Unwrap(wrapped);
        switch (value)
        {
            case null:
                writer.WriteNullValue();
                break;
            case string text:
                writer.WriteStringValue(text);
                break;
            case bool flag:
                writer.WriteBooleanValue(flag);
                break;
            case double or float or decimal or long or int or short or byte or uint or ulong or ushort or sbyte:
                WriteNumber(writer, value, path);
                break;
            case JsonElement element:
                element.WriteTo(writer);
                break;
            case JobsModel model:
                model.WriteTo(writer);
                break;
            case IDictionary entries:
                WriteObject(writer, entries, path);
                break;
            case IEnumerable items:
                WriteList(writer, items, path);
                break;
            default:
                throw ModelBindingException.WrongType(
                    path, value, "a string, a number, true or false, a list or a hashtable");
        }
    }

    private static void WriteNumber(Utf8JsonWriter writer, object value, string path)
    {
        if (value is double.NaN or double.PositiveInfinity or double.NegativeInfinity
            or float.NaN or float.PositiveInfinity or float.NegativeInfinity)
        {
            throw ModelBindingException.WrongType(path, value, "a number (NaN and Infinity are not allowed)");
        }

        writer.WriteRawValue(((IFormattable)value).ToString(value is double or float ? "R" : null,
            CultureInfo.InvariantCulture));
    }

    private static void WriteObject(Utf8JsonWriter writer, IDictionary entries, string path)
    {
        writer.WriteStartObject();
        foreach (DictionaryEntry entry in entries)
        {
            string key = ModelBinder.KeyOf(entry.Key, path);
            writer.WritePropertyName(key);
            Write(writer, entry.Value, $"{path}.{key}");
        }

        writer.WriteEndObject();
    }

    private static void WriteList(Utf8JsonWriter writer, IEnumerable items, string path)
    {
        writer.WriteStartArray();
        int index = 0;
        foreach (object? item in items)
        {
            Write(writer, item, $"{path}[{index++}]");
        }

        writer.WriteEndArray();
    }
}
