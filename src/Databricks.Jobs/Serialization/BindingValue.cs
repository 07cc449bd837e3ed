using System.Collections;
using System.Globalization;
using System.Numerics;
using System.Security;
using Databricks.Jobs.Models;

namespace Databricks.Jobs.Serialization;

/// <summary>A value that the user specified, with its path. It is converted to the type of a field, or the error says
/// why it cannot be.</summary>
internal readonly struct BindingValue
{
    private const double LargestExact = 9_007_199_254_740_992;
    private const string ExpectedTime = "a time, or milliseconds since 1970";
    private const string ExpectedDuration = "a time span, or milliseconds";

    private readonly object? _given;
    private readonly object? _value;
    private readonly string _path;
    private readonly BindingContext _context;

    /// <param name="value">The value, which can be wrapped.</param>
    /// <param name="path">Its path.</param>
    /// <param name="context">The binding that it belongs to; null if it is not part of an object.</param>
    public BindingValue(object? value, string path, BindingContext? context = null)
    {
        _given = value;
        _value = ValueUnwrapper.Unwrap(value);
        _path = path;
        _context = context ?? new BindingContext();
        _context.Count(path);
    }

    public string? String() => _value switch
    {
        null => null,
        string text => text,
        bool flag => flag ? "true" : "false",
        Enum word => word.ToString(),
        DateTime or DateTimeOffset => throw Wrong("a string; convert the time to a string in the format you need"),
        JsonNumber or PlainScalar or char or IFormattable or Uri =>
            Convert.ToString(_value, CultureInfo.InvariantCulture),
        SecureString => throw Wrong("a string (only the parameters of a run can be secure strings; "
            + "a job refers to a secret: {{secrets/scope/key}})"),
        IEnumerable => throw Wrong("a string (convert a list or hashtable to JSON text if that is meant)"),
        _ => throw Wrong("a string"),
    };

    /// <summary>A string with JSON text. A list or hashtable is converted to it.</summary>
    public string? Json() => _value is IEnumerable and not string
        ? UntypedJson.ToElement(_given, _path, _context).GetRawText()
        : String();

    public string? KnownValue(KnownValues known)
    {
        if (String() is not { } text)
        {
            return null;
        }

        return known.Find(text)
            ?? (_context.KeepsUnknownValues ? text : throw ModelBindingException.UnknownValue(_path, text, known));
    }

    public bool? Bool() => _value switch
    {
        null => null,
        bool flag => flag,
        PlainScalar scalar => scalar.ToBool() ?? throw Wrong("true or false"),
        string text when bool.TryParse(text, out bool flag) => flag,
        // A switch parameter of PowerShell, a type that this library does not reference.
        not string when bool.TryParse(_value.ToString(), out bool flag) => flag,
        _ => throw Wrong("true or false"),
    };

    public long? Int64() => _value is null ? null : Whole() ?? throw Wrong("a whole number");

    public double? Double() => _value switch
    {
        null => null,
        string text when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            && !double.IsNaN(number) && !double.IsInfinity(number) => number,
        double number when !double.IsNaN(number) && !double.IsInfinity(number) => number,
        JsonNumber number when number.ToDouble() is { } nearest => nearest,
        PlainScalar scalar when scalar.ToDouble() is { } nearest => nearest,
        BigInteger number when !double.IsInfinity((double)number) => (double)number,
        float number when !float.IsNaN(number) && !float.IsInfinity(number) => number,
        decimal or long or int or short or byte or ulong or uint or ushort or sbyte =>
            Convert.ToDouble(_value, CultureInfo.InvariantCulture),
        _ => throw Wrong("a number (NaN and Infinity are not allowed)"),
    };

    public DateTimeOffset? Time() => _value switch
    {
        null => null,
        DateTimeOffset time => time,
        // .NET uses the first and last day for "no date", and in some time zones they are out of range.
        DateTime time when time > DateTime.MinValue.AddDays(1) && time < DateTime.MaxValue.AddDays(-1) => time,
        _ when Whole() is { } milliseconds => ModelTime.FromEpoch(milliseconds, out DateTimeOffset? time)
            ? time
            : throw Wrong(ExpectedTime),
        string or PlainScalar when DateTimeOffset.TryParse(
            $"{_value}", CultureInfo.InvariantCulture, DateTimeStyles.AssumeLocal, out DateTimeOffset time) => time,
        _ => throw Wrong(ExpectedTime),
    };

    public TimeSpan? Duration() => _value switch
    {
        null => null,
        TimeSpan span => span,
        // Before TimeSpan.TryParse, which reads "5000" as days.
        _ when Whole() is { } milliseconds => ModelTime.FromMilliseconds(milliseconds, out TimeSpan span)
            ? span
            : throw Wrong(ExpectedDuration),
        string or PlainScalar when TimeSpan.TryParse(
            $"{_value}", CultureInfo.InvariantCulture, out TimeSpan span) => span,
        _ => throw Wrong(ExpectedDuration),
    };

    /// <param name="bound">A new object, which is used unless the value is a model of this type.</param>
    public T? Model<T>(T bound)
        where T : JobsModel
    {
        switch (_value)
        {
            case null:
                return null;
            case JobsModel given when given.GetType() == bound.GetType():
                return (T)given;
            case JobsModel other:
                return ModelTwins.Find(other, bound) is { } twin
                    ? twin.CopyTo(bound)
                    : throw Wrong($"a {bound.Shape.Name}, not a {other.Shape.Name}");
            case IDictionary:
                BindTo(bound);
                return bound;
            case string text when JsonInputReader.IsObject(text):
                new BindingValue(JsonInputReader.Read(text, _path), _path, _context).BindTo(bound);
                return bound;
            default:
                return (T?)Shorthand.Find(bound, this) ?? throw Wrong(
                    $"a {bound.GetType().Name}, a hashtable or a JSON string{Shorthand.Hint(bound)}");
        }
    }

    /// <summary>Sets the fields of a model from this value, which is a dictionary.</summary>
    public void BindTo(JobsModel model)
    {
        _context.Enter(_given!, _value!, _path);
        ModelBinder.BindFields(model, (IDictionary)_value!, _path, _context);
        _context.Leave();
    }

    public List<T>? Models<T>(Func<T> create)
        where T : JobsModel
    {
        if (_value is List<T> typed)
        {
            return typed;
        }

        if (_value is IDictionary entries && Shorthand.FindMany<T>(entries, this) is { } list)
        {
            return list;
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

    /// <summary>The value as it is.</summary>
    public object? Value => _value;

    /// <summary>Where the value is.</summary>
    public string Path => _path;

    private long? Whole() => _value switch
    {
        long number => number,
        JsonNumber number => number.ToInt64(),
        PlainScalar scalar => scalar.ToInt64(),
        BigInteger number when number >= long.MinValue && number <= long.MaxValue => (long)number,
        int or short or byte or sbyte or ushort or uint or ulong and <= long.MaxValue =>
            Convert.ToInt64(_value, CultureInfo.InvariantCulture),
        string text when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture,
            out long number) => number,
        // Beyond 2^53, a double does not identify one whole number.
        double number when Math.Floor(number) == number && Math.Abs(number) <= LargestExact => (long)number,
        float number when Math.Floor(number) == number && Math.Abs(number) <= LargestExact => (long)number,
        decimal number when decimal.Truncate(number) == number
            && number is >= long.MinValue and <= long.MaxValue => (long)number,
        _ => null,
    };

    private List<T>? Items<T>(Func<BindingValue, T> read)
    {
        if (_value is null)
        {
            return null;
        }

        if (_value is string or IDictionary or not IEnumerable)
        {
            // A single item is a list of one, as everywhere in PowerShell.
            return [read(new BindingValue(_given, $"{_path}[0]", _context))];
        }

        if (!CountedList.IsCounted((IEnumerable)_value))
        {
            throw Wrong(CountedList.Expected);
        }

        var list = new List<T>();
        _context.Enter(_given!, _value, _path);
        foreach (object? item in (IEnumerable)_value)
        {
            list.Add(read(new BindingValue(item, $"{_path}[{list.Count}]", _context)));
        }

        _context.Leave();
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
        _context.Enter(_given!, entries, _path);
        foreach (DictionaryEntry entry in entries)
        {
            string key = ModelBinder.KeyOf(entry.Key, _path);
            map[key] = read(new BindingValue(entry.Value, $"{_path}.{key}", _context));
        }

        _context.Leave();
        return map;
    }

    private ModelBindingException Wrong(string expected) =>
        ModelBindingException.WrongType(_path, _value, expected);
}
