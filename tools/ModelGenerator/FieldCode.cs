using System.Text.Json;

namespace ModelGenerator;

/// <summary>The C# code for one field of an object.</summary>
internal sealed class FieldCode
{
    private readonly Field _field;
    private readonly string? _values;
    private readonly string? _model;

    public FieldCode(Field field, Func<string, (string? Values, string? Model)> resolve)
    {
        _field = field;
        (_values, _model) = resolve(field.Item);
        (Kind, ClrType) = Classify();
    }

    public string Kind { get; }

    public string ClrType { get; }

    /// <summary>Whether the model stores the value as 64 bits.</summary>
    public bool IsScalar => Kind is "Bool" or "Int64" or "Double" or "Time" or "Duration";

    /// <summary>The method of the model that returns the value of a slot.</summary>
    public string Get => IsScalar ? $"Get{Kind}" : $"Get<{ClrType[..^1]}>";

    /// <summary>The method of the model that sets the value of a slot.</summary>
    public string Set => IsScalar ? $"Set{Kind}" : "Set";

    /// <summary>Writes the expression that creates the field's shape.</summary>
    /// <param name="source">Where to write it, indented by one level.</param>
    /// <param name="end">The text that follows it.</param>
    public void WriteShape(Source source, string end)
    {
        (string type, string arguments) = Kind switch
        {
            "Model" => ($"ModelField<{_model}>", ", static () => new()"),
            "Models" => ($"ModelListField<{_model}>", ", static () => new()"),
            "ModelMap" => ($"ModelMapField<{_model}>", ", static () => new()"),
            _ => ($"{Kind}Field", ""),
        };
        string start = $"new {type}(\"{_field.Name}\"{arguments})";
        string[] settings = [.. Settings()];
        string line = settings.Length == 0 ? start + end : $"{start} {{ {string.Join(", ", settings)} }}{end}";
        if (source.Fits(line, indent: 1))
        {
            source.Indented(line);
        }
        else if (settings.Length == 0)
        {
            source.Indented($"new {type}(");
            source.Indented($"\"{_field.Name}\"{arguments}){end}", levels: 2);
        }
        else
        {
            source.Indented(start);
            source.Indented("{");
            foreach (string setting in settings)
            {
                source.Indented(setting + ",", levels: 2);
            }

            source.Indented("}" + end);
        }
    }

    private List<string> Settings()
    {
        var settings = new List<string>();
        AddIf(settings, _field.Required, "Required = true");
        AddIf(settings, _field.Secret, "Secret = true");
        AddIf(settings, _field.IsJson, "IsJson = true");
        AddIf(settings, _field.Deprecated is not null, $"Deprecated = \"{_field.Deprecated}\"");
        AddIf(settings, _values is not null, $"KnownValuesOf = static () => {_values}.Set");
        foreach ((string key, string property) in s_limitNames)
        {
            AddIf(settings, _field.Limits.ContainsKey(key), $"{property} = {Limit(key)}");
        }

        return settings;
    }

    private static readonly (string Key, string Property)[] s_limitNames =
    [
        ("max_items", "MaxItems"),
        ("max_length", "MaxLength"),
        ("max_bytes", "MaxBytes"),
        ("min", "Min"),
        ("max", "Max"),
        ("pattern", "Pattern"),
    ];

    private string Limit(string key) =>
        _field.Limits.TryGetValue(key, out JsonElement value) && key == "pattern"
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
        ("single", _) when _values is not null => ("String", "string?"),
        ("single", _) when _model is not null => ("Model", $"{_model}?"),
        _ => throw new InvalidOperationException($"{_field.Name}: no C# type for {_field.Shape} of {_field.Item}"),
    };
}
