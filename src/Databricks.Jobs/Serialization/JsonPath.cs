using System.Text;
using System.Text.Json;

namespace Databricks.Jobs.Serialization;

/// <summary>Finds the path of a position in JSON text by reading the text again up to it.</summary>
internal static class JsonPath
{
    private static readonly JsonReaderOptions s_options = new()
    {
        MaxDepth = 10_000,
        CommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    public static string At(ReadOnlySpan<byte> utf8, long offset)
    {
        var levels = new List<Level>();
        var reader = new Utf8JsonReader(utf8, s_options);
        try
        {
            while (reader.Read() && reader.TokenStartIndex <= offset)
            {
                Step(ref reader, levels, atFault: reader.TokenStartIndex == offset);
            }
        }
        catch (JsonException)
        {
            // Nothing after the fault can be read; the path up to it is known.
        }

        return Render(levels);
    }

    private static void Step(ref Utf8JsonReader reader, List<Level> levels, bool atFault)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.PropertyName:
                Top(levels).Name = NameOf(ref reader);
                return;
            case JsonTokenType.EndObject or JsonTokenType.EndArray when levels.Count > 0:
                levels.RemoveAt(levels.Count - 1);
                return;
        }

        if (levels.Count > 0 && Top(levels).IsArray)
        {
            Top(levels).Index++;
        }

        if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray && !atFault)
        {
            levels.Add(new Level { IsArray = reader.TokenType == JsonTokenType.StartArray });
        }
    }

    private static Level Top(List<Level> levels) => levels[levels.Count - 1];

    private static string Render(List<Level> levels)
    {
        var path = new StringBuilder();
        foreach (Level level in levels)
        {
            if (level.IsArray && level.Index >= 0)
            {
                path.Append('[').Append(level.Index).Append(']');
            }
            else if (level.Name is not null)
            {
                path.Append(Member(level.Name, isFirst: path.Length == 0));
            }
        }

        return path.ToString();
    }

    private static string NameOf(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            // It is not valid Unicode, but its bytes still show the position.
            return Encoding.UTF8.GetString(reader.ValueSpan.ToArray());
        }
    }

    // Without quotes, a name such as spark.executor.memory would look like three.
    public static string Member(string name, bool isFirst)
    {
        bool isPlain = name.Length > 0 && name.All(letter => char.IsLetterOrDigit(letter) || letter is '_' or '-');
        return !isPlain ? $"['{name}']" : isFirst ? name : $".{name}";
    }

    private sealed class Level
    {
        public bool IsArray { get; init; }

        public int Index { get; set; } = -1;

        public string? Name { get; set; }
    }
}
