using System.Collections;
using System.Text.Json;
using Databricks.Jobs.Models;

namespace Databricks.Jobs.Serialization;

/// <summary>A field whose value is an object: a string, a list, a map or a model.</summary>
internal abstract class ReferenceField(string name, FieldKind kind) : FieldShape(name, kind)
{
    public sealed override object? Get(JobsModel model) => model.GetReference(Slot);

    public sealed override void Clear(JobsModel model) => model.SetReference(Slot, null);

    public sealed override void Write(JobsModel model, Utf8JsonWriter writer)
    {
        if (model.GetReference(Slot) is { } value)
        {
            WriteValue(writer, value);
        }
    }

    public sealed override void Copy(JobsModel from, FieldShape target, JobsModel to) =>
        to.SetReference(
            target.Slot,
            from.GetReference(Slot) is { } value ? ((ReferenceField)target).CopyOf(value) : null);

    protected abstract void WriteValue(Utf8JsonWriter writer, object value);

    /// <summary>A deep copy of a value of this kind, whose models can be of a type other than this field's.</summary>
    protected abstract object CopyOf(object value);

    // A caller can put null in a list; it is sent, because the service's error explains it best.
    protected static void WriteModel(Utf8JsonWriter writer, JobsModel? model)
    {
        if (model is null)
        {
            writer.WriteNullValue();
        }
        else
        {
            model.WriteTo(writer);
        }
    }
}

internal sealed class StringField(string name) : ReferenceField(name, FieldKind.String)
{
    public override void Read(JobsModel model, ref Utf8JsonReader reader, ModelReadContext context) =>
        model.SetReference(Slot, context.String(ref reader));

    public override void Bind(JobsModel model, in BindingValue value) =>
        model.SetReference(
            Slot,
            KnownValues is { } known ? value.KnownValue(known) : IsJson ? value.Json() : value.String());

    protected override void WriteValue(Utf8JsonWriter writer, object value) =>
        writer.WriteString(Utf8Name, KnownValues is { } known ? known.ToWire((string)value) : (string)value);

    protected override object CopyOf(object value) => value;
}

internal sealed class StringsField(string name) : ReferenceField(name, FieldKind.Strings)
{
    public override void Read(JobsModel model, ref Utf8JsonReader reader, ModelReadContext context) =>
        model.SetReference(Slot, context.Strings(ref reader));

    public override void Bind(JobsModel model, in BindingValue value) => model.SetReference(Slot, value.Strings());

    protected override void WriteValue(Utf8JsonWriter writer, object value)
    {
        writer.WriteStartArray(Utf8Name);
        foreach (string item in (List<string>)value)
        {
            writer.WriteStringValue(item);
        }

        writer.WriteEndArray();
    }

    protected override object CopyOf(object value) => new List<string>((List<string>)value);
}

internal sealed class Int64sField(string name) : ReferenceField(name, FieldKind.Int64s)
{
    public override void Read(JobsModel model, ref Utf8JsonReader reader, ModelReadContext context) =>
        model.SetReference(Slot, ModelReadContext.Int64s(ref reader));

    public override void Bind(JobsModel model, in BindingValue value) => model.SetReference(Slot, value.Int64s());

    protected override void WriteValue(Utf8JsonWriter writer, object value)
    {
        writer.WriteStartArray(Utf8Name);
        foreach (long item in (List<long>)value)
        {
            writer.WriteNumberValue(item);
        }

        writer.WriteEndArray();
    }

    protected override object CopyOf(object value) => new List<long>((List<long>)value);
}

internal sealed class MapField(string name) : ReferenceField(name, FieldKind.Map)
{
    public override void Read(JobsModel model, ref Utf8JsonReader reader, ModelReadContext context) =>
        model.SetReference(Slot, context.Map(ref reader));

    public override void Bind(JobsModel model, in BindingValue value) => model.SetReference(Slot, value.Map());

    protected override void WriteValue(Utf8JsonWriter writer, object value)
    {
        writer.WriteStartObject(Utf8Name);
        foreach (KeyValuePair<string, string> entry in (Dictionary<string, string>)value)
        {
            writer.WriteString(entry.Key, entry.Value);
        }

        writer.WriteEndObject();
    }

    protected override object CopyOf(object value)
    {
        var entries = (Dictionary<string, string>)value;
        return new Dictionary<string, string>(entries, entries.Comparer);
    }
}

internal sealed class ModelField<T>(string name, Func<T> create) : ReferenceField(name, FieldKind.Model)
    where T : JobsModel
{
    public override void Read(JobsModel model, ref Utf8JsonReader reader, ModelReadContext context) =>
        model.SetReference(Slot, context.Model(ref reader, create()));

    public override void Bind(JobsModel model, in BindingValue value) =>
        model.SetReference(Slot, value.Model(create()));

    protected override void WriteValue(Utf8JsonWriter writer, object value)
    {
        writer.WritePropertyName(Utf8Name);
        ((JobsModel)value).WriteTo(writer);
    }

    protected override object CopyOf(object value) => ((JobsModel)value).CopyTo(create());
}

internal sealed class ModelListField<T>(string name, Func<T> create) : ReferenceField(name, FieldKind.Models)
    where T : JobsModel
{
    public override void Read(JobsModel model, ref Utf8JsonReader reader, ModelReadContext context) =>
        model.SetReference(Slot, context.Models(ref reader, create));

    public override void Bind(JobsModel model, in BindingValue value) =>
        model.SetReference(Slot, value.Models(create));

    protected override void WriteValue(Utf8JsonWriter writer, object value)
    {
        writer.WriteStartArray(Utf8Name);
        foreach (T item in (List<T>)value)
        {
            WriteModel(writer, item);
        }

        writer.WriteEndArray();
    }

    protected override object CopyOf(object value)
    {
        var items = (ICollection)value;
        var copy = new List<T>(items.Count);
        foreach (JobsModel? item in items)
        {
            copy.Add(item?.CopyTo(create())!);
        }

        return copy;
    }
}

internal sealed class ModelMapField<T>(string name, Func<T> create) : ReferenceField(name, FieldKind.ModelMap)
    where T : JobsModel
{
    public override void Read(JobsModel model, ref Utf8JsonReader reader, ModelReadContext context) =>
        model.SetReference(Slot, context.ModelMap(ref reader, create));

    public override void Bind(JobsModel model, in BindingValue value) =>
        model.SetReference(Slot, value.ModelMap(create));

    protected override void WriteValue(Utf8JsonWriter writer, object value)
    {
        writer.WriteStartObject(Utf8Name);
        foreach (KeyValuePair<string, T> entry in (Dictionary<string, T>)value)
        {
            writer.WritePropertyName(entry.Key);
            WriteModel(writer, entry.Value);
        }

        writer.WriteEndObject();
    }

    protected override object CopyOf(object value)
    {
        var copy = new Dictionary<string, T>(StringComparer.Ordinal);
        foreach (DictionaryEntry entry in (IDictionary)value)
        {
            copy[(string)entry.Key] = ((JobsModel?)entry.Value)?.CopyTo(create())!;
        }

        return copy;
    }
}
