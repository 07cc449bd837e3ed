using System.Text;
using System.Text.Json;
using Databricks.Jobs.Models;

namespace Databricks.Jobs.Serialization;

/// <summary>The types of fields: what a value is in JSON and in the model.</summary>
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

/// <summary>
/// One field of an object: its rules from the schema, and how its value is read, bound, written and copied. The values
/// themselves are in the model, in the field's slot.
/// </summary>
internal abstract class FieldShape(string name, FieldKind kind)
{
    private KnownValues? _knownValues;

    public string Name { get; } = name;

    public byte[] Utf8Name { get; } = Encoding.ASCII.GetBytes(name);

    public FieldKind Kind { get; } = kind;

    public bool Required { get; init; }

    public bool Secret { get; init; }

    /// <summary>What to do instead of setting this field, as a sentence; null if it is not deprecated.</summary>
    public string? Deprecated { get; init; }

    /// <summary>Whether the value is a string with JSON text.</summary>
    public bool IsJson { get; init; }

    public Func<KnownValues>? KnownValuesOf { get; init; }

    /// <summary>The known values of an enumerated field; null for other fields.</summary>
    public KnownValues? KnownValues => _knownValues ??= KnownValuesOf?.Invoke();

    public int? MaxItems { get; init; }

    public int? MaxLength { get; init; }

    public int? MaxBytes { get; init; }

    public long? Min { get; init; }

    public long? Max { get; init; }

    public string? Pattern { get; init; }

    /// <summary>The index of the value among the scalars or the references of a model.</summary>
    public int Slot { get; set; }

    /// <summary>The value, in the type of the property; null if it is not set.</summary>
    public abstract object? Get(JobsModel model);

    /// <summary>Sets the value to null, as it is in a new object.</summary>
    public abstract void Clear(JobsModel model);

    public abstract void Read(JobsModel model, ref Utf8JsonReader reader, ModelReadContext context);

    public abstract void Bind(JobsModel model, in BindingValue value);

    /// <summary>Writes the name and the value, or nothing if the value is not set.</summary>
    public abstract void Write(JobsModel model, Utf8JsonWriter writer);

    /// <summary>Makes a deep copy of the value in a field of the same kind, which can be in an object of another type.
    /// </summary>
    public abstract void Copy(JobsModel from, FieldShape target, JobsModel to);
}
