namespace ModelGenerator;

/// <summary>The pieces of C# that one field of an object needs.</summary>
internal sealed class FieldCode
{
    private readonly Field _field;
    private readonly string? _words;
    private readonly string? _model;

    public FieldCode(Field field, Func<string, (string? Words, string? Model)> resolve)
    {
        _field = field;
        (_words, _model) = resolve(field.Item);
        (Kind, ClrType) = Classify();
    }

    public string Kind { get; }

    public string ClrType { get; }

    /// <summary>Whether the model keeps the value as 64 bits.</summary>
    public bool IsScalar => Kind is "Bool" or "Int64" or "Double" or "Time" or "Duration";

    /// <summary>The method of the model that returns the value of a slot.</summary>
    public string Get => IsScalar ? $"Get{Kind}" : $"Get<{ClrType[..^1]}>";

    /// <summary>The method of the model that sets the value of a slot.</summary>
    public string Set => IsScalar ? $"Set{Kind}" : "Set";

    public string Shape
    {
        get
        {
            var settings = new List<string>();
            AddIf(settings, _field.Required, "Required = true");
            AddIf(settings, _field.Secret, "Secret = true");
            AddIf(settings, _words is not null, $"WordsOf = static () => {_words}.Set");
            foreach ((string key, string property) in LimitNames)
            {
                AddIf(settings, _field.Limits.ContainsKey(key), $"{property} = {Limit(key)}");
            }

            string start = Kind switch
            {
                "Model" => $"new ModelField<{_model}>(\"{_field.Name}\", static () => new())",
                "Models" => $"new ModelListField<{_model}>(\"{_field.Name}\", static () => new())",
                "ModelMap" => $"new ModelMapField<{_model}>(\"{_field.Name}\", static () => new())",
                _ => $"new {Kind}Field(\"{_field.Name}\")",
            };
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
        ("single", "int64") when _field.IsDuration => ("Duration", "TimeSpan?"),
        ("single", "int64") => ("Int64", "long?"),
        ("single", _) when _words is not null => ("String", "string?"),
        ("single", _) when _model is not null => ("Model", $"{_model}?"),
        _ => throw new InvalidOperationException($"{_field.Name}: no C# type for {_field.Shape} of {_field.Item}"),
    };
}
