namespace ModelGenerator;

/// <summary>The pieces of C# that one field of an object needs.</summary>
internal sealed class FieldCode
{
    private readonly Field _field;
    private readonly string _local;
    private readonly string _json;
    private readonly string? _words;
    private readonly string? _model;

    public FieldCode(Field field, Func<string, (string? Words, string? Model)> resolve)
    {
        _field = field;
        (_words, _model) = resolve(field.Item);
        (Kind, ClrType) = Classify();
        _local = field.Property;
        _json = $"\"{field.Name}\"u8";
    }

    public string Kind { get; }

    public string ClrType { get; }

    public string Read => Kind switch
    {
        "Model" => $"{_local} = context.Model(ref reader, new {_model}());",
        "Models" => $"{_local} = context.Models(ref reader, static () => new {_model}());",
        "ModelMap" => $"{_local} = context.ModelMap(ref reader, static () => new {_model}());",
        "String" or "Strings" or "Map" => $"{_local} = context.{Kind}(ref reader);",
        _ => $"{_local} = ModelReadContext.{Kind}(ref reader);",
    };

    public string Bind => Kind switch
    {
        "Model" => $"{_local} = value.Model(new {_model}());",
        "Models" => $"{_local} = value.Models(static () => new {_model}());",
        "ModelMap" => $"{_local} = value.ModelMap(static () => new {_model}());",
        "String" when _words is not null => $"{_local} = value.Word({_words}.Set);",
        _ => $"{_local} = value.{Kind}();",
    };

    public string Write => Kind == "String" && _words is not null
        ? $"writer.WriteField({_json}, {_words}.Set.ToWire({_local}));"
        : $"writer.WriteField({_json}, {_local});";

    public string Shape
    {
        get
        {
            var settings = new List<string>();
            AddIf(settings, _field.Required, "Required = true");
            AddIf(settings, _field.Secret, "Secret = true");
            AddIf(settings, _words is not null, $"Words = {_words}.Set");
            foreach ((string key, string property) in LimitNames)
            {
                AddIf(settings, _field.Limits.ContainsKey(key), $"{property} = {Limit(key)}");
            }

            string start = $"new FieldShape(\"{_field.Name}\", FieldKind.{Kind})";
            return settings.Count == 0 ? start : $"{start} {{ {string.Join(", ", settings)} }}";
        }
    }

    private static readonly (string Key, string Property)[] LimitNames =
    [
        ("max_items", "MaxItems"),
        ("max_length", "MaxLength"),
        ("max_bytes", "MaxBytes"),
        ("min", "Min"),
        ("max", "Max"),
        ("pattern", "Pattern"),
    ];

    private string Limit(string key) =>
        _field.Limits.TryGetValue(key, out var value) && key == "pattern"
            ? $"\"{value.GetString()!.Replace("\\", "\\\\", StringComparison.Ordinal)}\""
            : value.ToString();

    private static void AddIf(List<string> settings, bool condition, string text)
    {
        if (condition)
        {
            settings.Add(text);
        }
    }

    private (string Kind, string ClrType) Classify() => (_field.Shape, _field.Item) switch
    {
        ("list", "string") => ("Strings", "List<string>?"),
        ("list", "int64") => ("Int64s", "List<long>?"),
        ("list", _) when _model is not null => ("Models", $"List<{_model}>?"),
        ("map", "string") => ("Map", "Dictionary<string, string>?"),
        ("map", _) when _model is not null => ("ModelMap", $"Dictionary<string, {_model}>?"),
        ("single", "string") => ("String", "string?"),
        ("single", "bool") => ("Bool", "bool?"),
        ("single", "double") => ("Double", "double?"),
        ("single", "int64") when _field.Unit == "epoch_ms" => ("Time", "DateTimeOffset?"),
        ("single", "int64") when _field.Name.EndsWith("_duration", StringComparison.Ordinal) =>
            ("Duration", "TimeSpan?"),
        ("single", "int64") => ("Int64", "long?"),
        ("single", _) when _words is not null => ("String", "string?"),
        ("single", _) when _model is not null => ("Model", $"{_model}?"),
        _ => throw new InvalidOperationException($"{_field.Name}: no C# type for {_field.Shape} of {_field.Item}"),
    };
}
