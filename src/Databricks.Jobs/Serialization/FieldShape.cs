namespace Databricks.Jobs.Serialization;

/// <summary>How a field's value is written in JSON.</summary>
internal enum FieldKind
{
    String,
    Bool,
    Int64,
    Double,
    Time,
    Duration,
    Model,
    Models,
    Strings,
    Int64s,
    Map,
    ModelMap,
}

/// <summary>What the schema says of one field.</summary>
internal sealed class FieldShape(string name, FieldKind kind)
{
    /// <summary>The API's name, in snake_case.</summary>
    public string Name { get; } = name;

    public FieldKind Kind { get; } = kind;

    /// <summary>Whether the service refuses the object without it.</summary>
    public bool Required { get; init; }

    /// <summary>Whether the value must not be shown.</summary>
    public bool Secret { get; init; }

    /// <summary>The known words of an enumerated string.</summary>
    public WordSet? Words { get; init; }

    public int? MaxItems { get; init; }

    public int? MaxLength { get; init; }

    public int? MaxBytes { get; init; }

    public long? Min { get; init; }

    public long? Max { get; init; }

    /// <summary>A regular expression that the whole value matches.</summary>
    public string? Pattern { get; init; }
}
