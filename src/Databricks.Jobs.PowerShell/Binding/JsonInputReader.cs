using System.Collections;
using System.Collections.Specialized;
using System.Text;
using System.Text.Json;
using Databricks.Jobs.Models;
using Databricks.Jobs.Serialization;

namespace Databricks.Jobs.PowerShell.Binding;

/// <summary>Reads JSON text that a person wrote as the hashtable that it stands for, so that its keys and words are
/// held to the same rules.</summary>
internal static class JsonInputReader
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = ModelBinder.MostLevels };

    /// <param name="text">The text.</param>
    /// <param name="model">What it should be; makes the error of a text that is no JSON.</param>
    /// <param name="path">Where it was given, for messages.</param>
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
            // The models' own reader finds the same fault and knows to say where.
            ModelJson.ReadInto(model, Encoding.UTF8.GetBytes(text), new ModelReadContext(strict: true));
            throw new FormatException(exception.Message, exception);
        }
    }

    private static string Expected(string path) => path == "Settings"
        ? "a JSON object, which begins with a brace (a name is given with -Name, a file with -Path)"
        : "a JSON object, which begins with a brace";

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
