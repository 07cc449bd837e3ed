using System.Buffers.Text;
using System.Text.Json;
using Databricks.Jobs.Models;

namespace Databricks.Jobs.Serialization;

/// <summary>Reads single values for the models. It is not thread-safe; each list of responses has its own.</summary>
/// <param name="strict">Whether a property that occurs twice is an error (in the user's input) or the last one counts
/// (in the service's responses).</param>
internal sealed class ModelReadContext(bool strict)
{
    private readonly StringCache _strings = new();

    public bool Strict { get; } = strict;

    public static void Next(ref Utf8JsonReader reader)
    {
        if (!reader.Read())
        {
            throw Ended(ref reader);
        }
    }

    private static ModelReadException Ended(ref Utf8JsonReader reader) =>
        new("the JSON text ends too early", reader.BytesConsumed);

    public static bool NextMember(ref Utf8JsonReader reader)
    {
        Next(ref reader);
        return reader.TokenType == JsonTokenType.PropertyName;
    }

    public static ModelReadException Duplicate(ref Utf8JsonReader reader) =>
        new("this member occurs twice", reader.TokenStartIndex);

    public static ModelReadException Mismatch(ref Utf8JsonReader reader, string expected) =>
        new($"expected {expected}, found {Describe(ref reader)}", reader.TokenStartIndex);

    public string? String(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.String => _strings.Get(ref reader),
        JsonTokenType.Null => null,
        _ => throw Mismatch(ref reader, "a string"),
    };

    public static bool? Bool(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        JsonTokenType.Null => null,
        _ => throw Mismatch(ref reader, "true or false"),
    };

    public static long? Int64(ref Utf8JsonReader reader) => TryInt64(ref reader, out long? value)
        ? value
        : throw Mismatch(ref reader, "a whole number of at most 64 bits");

    private static bool TryInt64(ref Utf8JsonReader reader, out long? result)
    {
        result = null;
        switch (reader.TokenType)
        {
            case JsonTokenType.Number when reader.TryGetInt64(out long number):
                result = number;
                return true;
            case JsonTokenType.String when !reader.ValueIsEscaped
                && Utf8Parser.TryParse(reader.ValueSpan, out long number, out int used)
                && used == reader.ValueSpan.Length:
                result = number;
                return true;
            case JsonTokenType.Number when reader.TryGetDecimal(out decimal value)
                && decimal.Truncate(value) == value && value is >= long.MinValue and <= long.MaxValue:
                // 12.0 and 1.2e3 are also whole numbers.
                result = (long)value;
                return true;
            default:
                return reader.TokenType == JsonTokenType.Null;
        }
    }

    public static double? Double(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Number when reader.TryGetDouble(out double number) && IsFinite(number):
                return number;
            case JsonTokenType.String when !reader.ValueIsEscaped
                && Utf8Parser.TryParse(reader.ValueSpan, out double number, out int used)
                && used == reader.ValueSpan.Length && IsFinite(number):
                return number;
            case JsonTokenType.Null:
                return null;
            default:
                throw Mismatch(ref reader, "a number");
        }
    }

    /// <returns>False for a value that is not a time.</returns>
    public static bool TryTime(ref Utf8JsonReader reader, out DateTimeOffset? time)
    {
        time = null;
        return TryInt64(ref reader, out long? milliseconds)
            && (milliseconds is not { } value || ModelTime.FromEpoch(value, out time));
    }

    /// <returns>False for a value that is not a duration.</returns>
    public static bool TryDuration(ref Utf8JsonReader reader, out TimeSpan? duration)
    {
        duration = null;
        if (!TryInt64(ref reader, out long? milliseconds)) return false;
        if (milliseconds is not { } value) return true;
        bool fits = ModelTime.FromMilliseconds(value, out TimeSpan span);
        if (fits) duration = span;
        return fits;
    }

    /// <summary>Reads into <paramref name="model"/>, which is new; null if the text is null.</summary>
    public T? Model<T>(ref Utf8JsonReader reader, T model)
        where T : JobsModel
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        model.Read(ref reader, this);
        return model;
    }

    public List<T>? Models<T>(ref Utf8JsonReader reader, Func<T> create)
        where T : JobsModel
    {
        if (!BeginList(ref reader))
        {
            return null;
        }

        var list = new TextList<T>();
        while (NextItem(ref reader))
        {
            list.Add(Model(ref reader, create()) ?? throw Mismatch(ref reader, "an object"));
        }

        return list;
    }

    public List<string>? Strings(ref Utf8JsonReader reader)
    {
        if (!BeginList(ref reader))
        {
            return null;
        }

        var list = new TextList<string>();
        while (NextItem(ref reader))
        {
            list.Add(String(ref reader) ?? throw Mismatch(ref reader, "a string"));
        }

        return list;
    }

    public static List<long>? Int64s(ref Utf8JsonReader reader)
    {
        if (!BeginList(ref reader))
        {
            return null;
        }

        var list = new TextList<long>();
        while (NextItem(ref reader))
        {
            list.Add(Int64(ref reader) ?? throw Mismatch(ref reader, "a whole number"));
        }

        return list;
    }

    public Dictionary<string, string>? Map(ref Utf8JsonReader reader)
    {
        if (!BeginMap(ref reader))
        {
            return null;
        }

        var map = new TextMap<string>();
        while (NextMember(ref reader))
        {
            string key = Key(ref reader, map);
            // The service can send null in a map. It is kept, and so sent back unchanged.
            map[key] = String(ref reader)!;
        }

        return map;
    }

    public Dictionary<string, T>? ModelMap<T>(ref Utf8JsonReader reader, Func<T> create)
        where T : JobsModel
    {
        if (!BeginMap(ref reader))
        {
            return null;
        }

        var map = new TextMap<T>();
        while (NextMember(ref reader))
        {
            string key = Key(ref reader, map);
            map[key] = Model(ref reader, create()) ?? throw Mismatch(ref reader, "an object");
        }

        return map;
    }

    private static bool NextItem(ref Utf8JsonReader reader)
    {
        Next(ref reader);
        return reader.TokenType != JsonTokenType.EndArray;
    }

    private static bool IsFinite(double number) => !double.IsNaN(number) && !double.IsInfinity(number);

    private static string Describe(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "a list",
        JsonTokenType.String => "a string",
        JsonTokenType.Number => "a number",
        JsonTokenType.True or JsonTokenType.False => "true or false",
        JsonTokenType.Null => "null",
        _ => "something else",
    };

    private static bool BeginList(ref Utf8JsonReader reader) => Begin(ref reader, JsonTokenType.StartArray, "a list");

    private static bool BeginMap(ref Utf8JsonReader reader) =>
        Begin(ref reader, JsonTokenType.StartObject, "an object");

    private static bool Begin(ref Utf8JsonReader reader, JsonTokenType start, string expected) =>
        reader.TokenType == start
        || (reader.TokenType == JsonTokenType.Null ? false : throw Mismatch(ref reader, expected));

    private string Key<T>(ref Utf8JsonReader reader, Dictionary<string, T> map)
    {
        string key = _strings.Get(ref reader);
        if (Strict && map.ContainsKey(key))
        {
            throw Duplicate(ref reader);
        }

        Next(ref reader);
        return key;
    }
}
