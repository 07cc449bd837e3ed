using System.Collections;
using System.Collections.Specialized;
using System.Text.Json;
using Databricks.Jobs.Models;

namespace Databricks.Jobs.Serialization;

/// <summary>Reads the user's JSON text as a hashtable, so that the same rules apply to its keys and values.</summary>
internal static class JsonInputReader
{
    // What people write into files.
    private static readonly JsonDocumentOptions s_options = new()
    {
        MaxDepth = BindingContext.MaxDepth,
        CommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    /// <summary>Whether the text starts like a JSON object, which can follow comments.</summary>
    public static bool IsObject(string text)
    {
        int start = SkipBlanks(text);
        return start < text.Length && text[start] == '{';
    }

    /// <param name="text">The text, which can have comments and commas after the last item.</param>
    /// <param name="path">The parameter or file with the text, for messages.</param>
    /// <exception cref="ModelBindingException">The text is not a JSON object, is not valid Unicode, or has a property
    /// twice.</exception>
    /// <exception cref="ModelJsonException">The text is not JSON.</exception>
    public static IDictionary Read(string text, string path)
    {
        if (!IsObject(text))
        {
            throw ModelBindingException.NoJsonObject(path, text);
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
            throw ModelJsonException.InText(text.TrimStart('\uFEFF'), path, exception);
        }
    }

    private static int SkipBlanks(string text)
    {
        int i = 0;
        while (i < text.Length)
        {
            int end = text[i] == '\uFEFF' || char.IsWhiteSpace(text[i]) ? i + 1
                : IsAt(text, i, "//") ? EndOf(text, i, "\n")
                : IsAt(text, i, "/*") ? EndOf(text, i + 2, "*/")
                : i;
            if (end == i)
            {
                break;
            }

            i = end;
        }

        return i;
    }

    private static bool IsAt(string text, int start, string part) =>
        string.CompareOrdinal(text, start, part, 0, part.Length) == 0;

    private static int EndOf(string text, int start, string end)
    {
        int place = text.IndexOf(end, start, StringComparison.Ordinal);
        return place < 0 ? text.Length : place + end.Length;
    }

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
