using System.Collections;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Databricks.Jobs.LocalWorkspace.Http;
using Databricks.Jobs.Models;
using Databricks.Jobs.Serialization;

namespace Databricks.Jobs.LocalWorkspace.Validation;

/// <summary>What the schema says of single fields: required, length, range, pattern, known words.</summary>
internal static class ShapeRules
{
    public static void Check(JobsModel model, string path = "")
    {
        var fields = model.Shape.Fields;
        for (var i = 0; i < fields.Count; i++)
        {
            var value = model.GetField(i);
            var name = path.Length == 0 ? fields[i].Name : $"{path}.{fields[i].Name}";
            if (value is not null) CheckValue(fields[i], value, name);
            else if (fields[i].Required) throw ApiException.InvalidParameter($"Missing required field: {name}");
        }
    }

    private static void CheckValue(FieldShape field, object value, string path)
    {
        switch (value)
        {
            case string text:
                CheckText(field, text, path);
                break;
            case long number when number > field.Max || number < field.Min:
                throw ApiException.InvalidParameter($"Invalid value for {path}: {number} is out of its range, which ends at {field.Max}.");
            case JobsModel model:
                Check(model, path);
                break;
            case ICollection items:
                CheckItems(field, items, path);
                break;
        }
    }

    private static void CheckText(FieldShape field, string text, string path)
    {
        if (field.Words is { } words && words.Find(text) is null)
        {
            throw ApiException.InvalidParameter(
                $"Invalid value for {path}: '{text}'. Allowed values are {string.Join(", ", words.Words)}.");
        }

        if (text.Length > field.MaxLength || Encoding.UTF8.GetByteCount(text) > field.MaxBytes)
        {
            throw ApiException.InvalidParameter(
                $"Invalid value for {path}: it is longer than {field.MaxLength ?? field.MaxBytes}.");
        }

        if (field.Pattern is { } pattern && !Regex.IsMatch(text, pattern, RegexOptions.None, TimeSpan.FromSeconds(1)))
        {
            throw ApiException.InvalidParameter(
                $"Invalid value for {path}: '{text}' may hold only letters, digits, - and _.");
        }
    }

    private static void CheckItems(FieldShape field, ICollection items, string path)
    {
        if (items.Count > field.MaxItems)
        {
            throw ApiException.InvalidParameter($"Too many items in {path}: {items.Count}, at most {field.MaxItems}.");
        }

        if (field.MaxBytes is { } limit && JsonSize(items) > limit)
        {
            throw ApiException.InvalidParameter($"{path} is larger than {limit} bytes as JSON.");
        }

        var index = 0;
        foreach (var model in items.OfType<JobsModel>()) Check(model, $"{path}[{index++}]");
    }

    private static int JsonSize(ICollection items)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, WriterOptions.Compact))
        {
            if (items is Dictionary<string, string> map)
            {
                writer.WriteStartObject();
                foreach (var pair in map) writer.WriteString(pair.Key, pair.Value);
                writer.WriteEndObject();
            }
            else
            {
                writer.WriteStartArray();
                foreach (var text in items.OfType<string>()) writer.WriteStringValue(text);
                writer.WriteEndArray();
            }
        }

        return (int)buffer.Length;
    }
}
