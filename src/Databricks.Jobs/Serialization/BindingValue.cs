using System.Collections;
using System.Globalization;
using Databricks.Jobs.Models;

namespace Databricks.Jobs.Serialization;

/// <summary>A value that a person wrote, with the path to it; turns into what a field holds or says why not.</summary>
internal readonly struct BindingValue(object? value, string path)
{
    private readonly object? _value = ModelBinder.Unwrap(value);

    private string Path => path;

    public string? String() => _value switch
    {
        null => null,
        string text => text,
        bool flag => flag ? "true" : "false",
        Enum word => word.ToString(),
        DateTime or DateTimeOffset => throw Wrong("a string; write the time as text in the form you need"),
        char or IFormattable or Uri => Convert.ToString(_value, CultureInfo.InvariantCulture),
        _ => throw Wrong("a string"),
    };

    public string? Word(WordSet words)
    {
        if (String() is not { } text)
        {
            return null;
        }

        return words.Find(text) ?? throw ModelBindingException.UnknownWord(path, text, words);
    }

    public bool? Bool() => _value switch
    {
        null => null,
        bool flag => flag,
        string text when bool.TryParse(text, out bool flag) => flag,
        // A switch parameter of PowerShell, which this library does not know by type.
        not string when bool.TryParse(_value.ToString(), out bool flag) => flag,
        _ => throw Wrong("true or false"),
    };

    public long? Int64()
    {
        switch (_value)
        {
            case null:
                return null;
            case long number:
                return number;
            case string text when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture,
                out long number):
                return number;
            case int or short or byte or sbyte or ushort or uint:
                return Convert.ToInt64(_value, CultureInfo.InvariantCulture);
            case ulong and <= long.MaxValue:
                return Convert.ToInt64(_value, CultureInfo.InvariantCulture);
            case double or float or decimal when Whole() is { } number:
                return number;
            default:
                throw Wrong("a whole number");
        }
    }

    public double? Double() => _value switch
    {
        null => null,
        string text when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            && !double.IsNaN(number) && !double.IsInfinity(number) => number,
        double number when !double.IsNaN(number) && !double.IsInfinity(number) => number,
        float or decimal or long or int or short or byte => Convert.ToDouble(_value, CultureInfo.InvariantCulture),
        _ => throw Wrong("a number (NaN and Infinity are not numbers here)"),
    };

    public DateTimeOffset? Time() => _value switch
    {
        null => null,
        DateTimeOffset time => time,
        DateTime time => new DateTimeOffset(time),
        string text when DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeLocal,
            out DateTimeOffset time) => time,
        _ => DateTimeOffset.FromUnixTimeMilliseconds(Int64() ?? 0),
    };

    public TimeSpan? Duration() => _value switch
    {
        null => null,
        TimeSpan span => span,
        string text when TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out TimeSpan span) => span,
        _ => TimeSpan.FromMilliseconds(Int64() ?? 0),
    };

    public T? Model<T>(T bound)
        where T : JobsModel
    {
        switch (_value)
        {
            case null:
                return null;
            case T given:
                return given;
            case JobsModel other:
                throw Wrong($"a {typeof(T).Name}, not a {other.Shape.Name}");
            case IDictionary values:
                ModelBinder.Bind(bound, values, path);
                return bound;
            default:
                throw Wrong($"a {typeof(T).Name} or a hashtable with its fields");
        }
    }

    public List<T>? Models<T>(Func<T> create)
        where T : JobsModel
    {
        if (_value is List<T> typed)
        {
            return typed;
        }

        return Items(item => item.Model(create()) ?? throw item.Wrong($"a {typeof(T).Name}"));
    }

    public List<string>? Strings() => _value as List<string>
        ?? Items(static item => item.String() ?? throw item.Wrong("a string"));

    public List<long>? Int64s() => _value as List<long>
        ?? Items(static item => item.Int64() ?? throw item.Wrong("a whole number"));

    public Dictionary<string, string>? Map() => _value as Dictionary<string, string>
        ?? Entries(static item => item.String() ?? throw item.Wrong("a string"));

    public Dictionary<string, T>? ModelMap<T>(Func<T> create)
        where T : JobsModel => _value as Dictionary<string, T>
        ?? Entries(item => item.Model(create()) ?? throw item.Wrong($"a {typeof(T).Name}"));

    private long? Whole()
    {
        try
        {
            decimal number = Convert.ToDecimal(_value, CultureInfo.InvariantCulture);
            return decimal.Truncate(number) == number ? decimal.ToInt64(number) : null;
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    private List<T>? Items<T>(Func<BindingValue, T> read)
    {
        if (_value is null)
        {
            return null;
        }

        var list = new List<T>();
        // One item where a list belongs is a list of one, as everywhere in PowerShell.
        IEnumerable items = _value is string or IDictionary or not IEnumerable ? new[] { _value } : (IEnumerable)_value;
        foreach (object? item in items)
        {
            list.Add(read(new BindingValue(item, $"{path}[{list.Count}]")));
        }

        return list;
    }

    private Dictionary<string, T>? Entries<T>(Func<BindingValue, T> read)
    {
        if (_value is null)
        {
            return null;
        }

        if (_value is not IDictionary entries)
        {
            throw Wrong("a hashtable");
        }

        var map = new Dictionary<string, T>(StringComparer.Ordinal);
        foreach (DictionaryEntry entry in entries)
        {
            string key = ModelBinder.KeyOf(entry.Key, path);
            map[key] = read(new BindingValue(entry.Value, $"{path}.{key}"));
        }

        return map;
    }

    private ModelBindingException Wrong(string expected) =>
        ModelBindingException.WrongType(Path, _value, expected);
}
