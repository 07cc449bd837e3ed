using System.Collections;
using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Databricks.Jobs.Models;

namespace Databricks.Jobs.Serialization;

/// <summary>Writes simple values (hashtables, lists, strings, numbers) as JSON, for fields of unknown type.</summary>
internal static class UntypedJson
{
    /// <exception cref="ModelBindingException">A value is not simple, or a container contains itself.</exception>
    public static JsonElement ToElement(object? value, string path, BindingContext? context = null)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, WriterOptions.Compact))
        {
            Write(writer, value, path, context ?? new BindingContext());
        }

        using var document = JsonDocument.Parse(
            stream.GetBuffer().AsMemory(0, (int)stream.Length),
            new JsonDocumentOptions { MaxDepth = 1000 });
        return document.RootElement.Clone();
    }

    private static void Write(Utf8JsonWriter writer, object? wrapped, string path, BindingContext context)
    {
        context.Count(path);
        object? value = ValueUnwrapper.Unwrap(wrapped);
        switch (value)
        {
            case null:
                writer.WriteNullValue();
                break;
            case string text:
                writer.WriteStringValue(CheckUnicode(text, path));
                break;
            case bool flag:
                writer.WriteBooleanValue(flag);
                break;
            case PlainScalar { Kind: ScalarKind.Text or ScalarKind.Reference } scalar:
                writer.WriteStringValue(CheckUnicode(scalar.ToString(), path));
                break;
            case PlainScalar scalar:
                writer.WriteRawValue(scalar.ToJson()
                    ?? throw ModelBindingException.WrongType(path, scalar, "a finite number"));
                break;
            case double.NaN or double.PositiveInfinity or double.NegativeInfinity
                or float.NaN or float.PositiveInfinity or float.NegativeInfinity:
                throw ModelBindingException.WrongType(path, value, "a number (NaN and Infinity are not allowed)");
            case double or float:
                writer.WriteRawValue(((IFormattable)value).ToString("R", CultureInfo.InvariantCulture));
                break;
            case JsonNumber or BigInteger or decimal
                or long or int or short or sbyte or ulong or uint or ushort or byte:
                writer.WriteRawValue(Convert.ToString(value, CultureInfo.InvariantCulture)!);
                break;
            case JsonElement element:
                element.WriteTo(writer);
                break;
            case JobsModel model:
                model.WriteTo(writer);
                break;
            case IDictionary entries:
                context.Enter(wrapped!, value, path);
                WriteObject(writer, entries, path, context);
                context.Leave();
                break;
            case IEnumerable items when CountedList.IsCounted(items):
                context.Enter(wrapped!, value, path);
                WriteList(writer, items, path, context);
                context.Leave();
                break;
            case IEnumerable:
                throw ModelBindingException.WrongType(path, value, CountedList.Expected);
            default:
                throw ModelBindingException.WrongType(
                    path, value, "a string, a number, true or false, a list or a hashtable");
        }
    }

    private static string CheckUnicode(string text, string path) =>
        ModelText.IsUnicode(text) ? text : throw ModelBindingException.NotUnicode(path);

    private static void WriteObject(Utf8JsonWriter writer, IDictionary entries, string path, BindingContext context)
    {
        writer.WriteStartObject();
        foreach (DictionaryEntry entry in entries)
        {
            string key = ModelBinder.KeyOf(entry.Key, path);
            writer.WritePropertyName(CheckUnicode(key, path));
            Write(writer, entry.Value, $"{path}.{key}", context);
        }

        writer.WriteEndObject();
    }

    private static void WriteList(Utf8JsonWriter writer, IEnumerable items, string path, BindingContext context)
    {
        writer.WriteStartArray();
        int index = 0;
        foreach (object? item in items)
        {
            Write(writer, item, $"{path}[{index++}]", context);
        }

        writer.WriteEndArray();
    }
}
