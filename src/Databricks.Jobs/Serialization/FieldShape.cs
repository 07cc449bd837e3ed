using System.Text;
using System.Text.Json;
using Databricks.Jobs.Models;

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

/// <summary>
/// One field of an object: what the schema says of it, and how its value is read, bound, written and copied. The values
/// themselves are in the model, at the field's slot.
/// </summary>
internal abstract class FieldShape(string name, FieldKind kind)
{
    private WordSet? _words;

    public string Name { get; } = name;

    public byte[] Utf8Name { get; } = Encoding.ASCII.GetBytes(name);

    public FieldKind Kind { get; } = kind;

    public bool Required { get; init; }

    public bool Secret { get; init; }

    public Func<WordSet>? WordsOf { get; init; }

    public WordSet? Words => _words ??= WordsOf?.Invoke();

    public int? MaxItems { get; init; }

    public int? MaxLength { get; init; }

    public int? MaxBytes { get; init; }

    public long? Min { get; init; }

    public long? Max { get; init; }

    public string? Pattern { get; init; }

    /// <summary>The place of the value among the scalars or the references of a model.</summary>
    public int Slot { get; set; }

    /// <summary>The value as the property has it; null if it is not set.</summary>
    public abstract object? Get(JobsModel model);

    /// <summary>Sets the value to null, as it is in a new object.</summary>
    public abstract void Clear(JobsModel model);

    public abstract void Read(JobsModel model, ref Utf8JsonReader reader, ModelReadContext context);

    public abstract void Bind(JobsModel model, in BindingValue value);

    /// <summary>Writes name and value; nothing if the value is not set.</summary>
    public abstract void Write(JobsModel model, Utf8JsonWriter writer);

    /// <summary>Copies the value to a field of the same kind, maybe of another object; the copy shares nothing.</summary>
    public abstract void Copy(JobsModel from, FieldShape target, JobsModel to);
}
