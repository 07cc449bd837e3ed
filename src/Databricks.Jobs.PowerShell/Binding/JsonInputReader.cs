using System.Collections;
using System.Collections.Specialized;
using System.Text;
using System.Text.Json;
using Databricks.Jobs.Models;
using Databricks.Jobs.Serialization;

namespace Databricks.Jobs.PowerShell.Binding;

/// <summary>Reads a JSON string as the equivalent hashtable, so that the same rules apply to its keys and
/// values.</summary>
internal static class JsonInputReader
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = ModelBinder.MostLevels };

    /// <param name="text">The JSON string.</param>
    /// <param name="model">The model to read; creates the error for invalid JSON.</param>
    /// <param name="path">The path of the value, for messages.</param>
    public static IDictionary Read(string text, JobsModel model, string path)
    {
        if (!text.TrimStart('\uFEFF', ' ', '\t', '\r', '\n').StartsWith("{", StringComparison.Ordinal))
        {
            throw ModelBindingException.WrongType(path, text, Expected(path));
        }

        try
        {
            using var document = JsonDocument.Parse(text.TrimStart('\uFEFF'), Options);
            return ToDictionary(document.RootElement, path);
        }
        catch (JsonException exception)
        {
            // The reader of the models finds the same error and reports its path.
            ModelJson.ReadInto(model, Encoding.UTF8.GetBytes(text), new ModelReadContext(strict: true));
            throw new FormatException(exception.Message, exception);
        }
    }

    private static string Expected(string path) => path == "Settings"
        ? "a JSON object, which starts with a brace (for a name, use -Name; for a file, use -Path)"
        : "a JSON object, which starts with a brace";

    private static object? ToPlain(JsonElement element, string path) => element.ValueKind switch
    {
        JsonValueKind.Object => ToDictionary(element, path),
        JsonValueKind.Array => element.EnumerateArray().Select((item, i) => ToPlain(item, $"{path}[{i}]")).ToArray(),
        JsonValueKind.String => element.GetString(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number => element.TryGetInt64(out long number) ? number : element.GetDouble(),
        _ => null,
    };

    private static OrderedDictionary ToDictionary(JsonElement element, string path)
    {
        var entries = new OrderedDictionary(StringComparer.Ordinal);
        foreach (JsonProperty member in element.EnumerateObject())
        {
            string memberPath = $"{path}.{member.Name}";
            if (entries.Contains(member.Name))
            {
                throw ModelBindingException.Twice(memberPath);
            }

            entries.Add(member.Name, ToPlain(member.Value, memberPath));
        }

        return entries;
    }
}
