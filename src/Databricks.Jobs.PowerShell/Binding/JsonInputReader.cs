using System.Collections;
using System.Collections.Specialized;
using System.Text;
using System.Text.Json;
using Databricks.Jobs.Models;
using Databricks.Jobs.Serialization;

namespace Databricks.Jobs.PowerShell.Binding;

/// <summary>Reads the user's JSON text as a hashtable, so that the same rules apply to its keys and values.</summary>
internal static class JsonInputReader
{
    private static readonly JsonDocumentOptions s_options = new() { MaxDepth = BindingContext.MaxDepth };

    /// <param name="text">The text.</param>
    /// <param name="model">A new object of the expected type; it creates the error for text that is not JSON.</param>
    /// <param name="path">The parameter or file with the text, for messages.</param>
    /// <exception cref="ModelBindingException">The text is not a JSON object, is not valid Unicode, or has a property
    /// twice.</exception>
    /// <exception cref="ModelJsonException">The text is not JSON.</exception>
    public static IDictionary Read(string text, JobsModel model, string path)
    {
        if (!text.TrimStart('\uFEFF', ' ', '\t', '\r', '\n').StartsWith("{", StringComparison.Ordinal))
        {
            throw ModelBindingException.WrongType(path, text, Expected(path));
        }

        if (!ModelText.IsUnicode(text))
        {
            throw ModelBindingException.NotUnicode(path);
        }

        try
        {
            using var document = JsonDocument.Parse(text.TrimStart('\uFEFF'), s_options);
            return ToDictionary(document.RootElement, path);
        }
        catch (JsonException exception)
        {
            // The reader of the models finds the same fault and determines its path.
            ModelJson.ReadInto(model, Encoding.UTF8.GetBytes(text), new ModelReadContext(strict: true));
            throw new FormatException(exception.Message, exception);
        }
    }

    private static string Expected(string path) => path == "Settings"
        ? "a JSON object, which starts with a brace (for a name, use -Name; for a file, use -Path)"
        : "a JSON object, which starts with a brace";

    private static object? ToValue(JsonElement element, string path) => element.ValueKind switch
    {
        JsonValueKind.Object => ToDictionary(element, path),
        JsonValueKind.Array => element.EnumerateArray().Select((item, i) => ToValue(item, $"{path}[{i}]")).ToArray(),
        JsonValueKind.String => ReadText(element.GetString, path),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number => new JsonNumber(element.GetRawText()),
        _ => null,
    };

    private static OrderedDictionary ToDictionary(JsonElement element, string path)
    {
        var entries = new OrderedDictionary(StringComparer.Ordinal);
        foreach (JsonProperty member in element.EnumerateObject())
        {
            string name = ReadText(() => member.Name, path)!;
            string memberPath = $"{path}.{name}";
            if (entries.Contains(name))
            {
                throw ModelBindingException.Duplicate(memberPath);
            }

            entries.Add(name, ToValue(member.Value, memberPath));
        }

        return entries;
    }

    // An escape such as \ud800 can be half of a surrogate pair.
    private static string? ReadText(Func<string?> read, string path)
    {
        try
        {
            return read();
        }
        catch (InvalidOperationException)
        {
            throw ModelBindingException.NotUnicode(path);
        }
    }
}
