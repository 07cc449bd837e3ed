using System.Text.Json;
using Databricks.Jobs.Models;

namespace Databricks.Jobs.Serialization;

/// <summary>A field whose value fits in 64 bits; models store it without boxing.</summary>
internal abstract class ScalarField(string name, FieldKind kind) : FieldShape(name, kind)
{
    public sealed override object? Get(JobsModel model) =>
        model.TryGetScalar(Slot, out long bits) ? ToObject(bits) : null;

    public sealed override void Clear(JobsModel model) => model.ClearScalar(Slot);

    public sealed override void Write(JobsModel model, Utf8JsonWriter writer)
    {
        if (model.TryGetScalar(Slot, out long bits))
        {
            WriteValue(writer, bits);
        }
    }

    public sealed override void Copy(JobsModel from, FieldShape target, JobsModel to) =>
        to.SetScalar(target.Slot, from.TryGetScalar(Slot, out long bits) ? bits : null);

    protected abstract object ToObject(long bits);

    protected abstract void WriteValue(Utf8JsonWriter writer, long bits);

    /// <summary>
    /// One invalid time must not make a whole list of the service unreadable: the property is null, and the value is
    /// among the additional properties. In a file of the user, it is an error.
    /// </summary>
    protected void KeepInvalid(JobsModel model, ref Utf8JsonReader reader, ModelReadContext context, string expected)
    {
        if (context.Strict || reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
        {
            throw ModelReadContext.Mismatch(ref reader, expected);
        }

        model.ClearScalar(Slot);
        model.KeepValue(Name, ref reader, context);
    }
}

internal sealed class BoolField(string name) : ScalarField(name, FieldKind.Bool)
{
    public static long? ToBits(bool? value) => value is { } flag ? (flag ? 1 : 0) : null;

    public override void Read(JobsModel model, ref Utf8JsonReader reader, ModelReadContext context) =>
        model.SetScalar(Slot, ToBits(ModelReadContext.Bool(ref reader)));

    public override void Bind(JobsModel model, in BindingValue value) => model.SetScalar(Slot, ToBits(value.Bool()));

    protected override object ToObject(long bits) => bits != 0;

    protected override void WriteValue(Utf8JsonWriter writer, long bits) => writer.WriteBoolean(Utf8Name, bits != 0);
}

internal sealed class Int64Field(string name) : ScalarField(name, FieldKind.Int64)
{
    public override void Read(JobsModel model, ref Utf8JsonReader reader, ModelReadContext context) =>
        model.SetScalar(Slot, ModelReadContext.Int64(ref reader));

    public override void Bind(JobsModel model, in BindingValue value) => model.SetScalar(Slot, value.Int64());

    protected override object ToObject(long bits) => bits;

    protected override void WriteValue(Utf8JsonWriter writer, long bits) => writer.WriteNumber(Utf8Name, bits);
}

internal sealed class DoubleField(string name) : ScalarField(name, FieldKind.Double)
{
    public static long? ToBits(double? value) =>
        value is { } number ? BitConverter.DoubleToInt64Bits(number) : null;

    public override void Read(JobsModel model, ref Utf8JsonReader reader, ModelReadContext context) =>
        model.SetScalar(Slot, ToBits(ModelReadContext.Double(ref reader)));

    public override void Bind(JobsModel model, in BindingValue value) => model.SetScalar(Slot, ToBits(value.Double()));

    protected override object ToObject(long bits) => BitConverter.Int64BitsToDouble(bits);

    protected override void WriteValue(Utf8JsonWriter writer, long bits) =>
        writer.WriteNumber(Utf8Name, BitConverter.Int64BitsToDouble(bits));
}

/// <summary>A point in time: milliseconds since 1970 in JSON, UTC ticks in the model.</summary>
internal sealed class TimeField(string name) : ScalarField(name, FieldKind.Time)
{
    public static long? ToBits(DateTimeOffset? value) => value?.UtcTicks;

    public static DateTimeOffset FromBits(long bits) => new(bits, TimeSpan.Zero);

    public override void Read(JobsModel model, ref Utf8JsonReader reader, ModelReadContext context)
    {
        if (ModelReadContext.TryTime(ref reader, out DateTimeOffset? time))
        {
            model.SetScalar(Slot, ToBits(time));
        }
        else
        {
            KeepInvalid(model, ref reader, context, "a time in milliseconds since 1970");
        }
    }

    public override void Bind(JobsModel model, in BindingValue value) => model.SetScalar(Slot, ToBits(value.Time()));

    protected override object ToObject(long bits) => FromBits(bits);

    protected override void WriteValue(Utf8JsonWriter writer, long bits) =>
        writer.WriteNumber(Utf8Name, FromBits(bits).ToUnixTimeMilliseconds());
}

/// <summary>A duration: milliseconds in JSON, ticks in the model.</summary>
internal sealed class DurationField(string name) : ScalarField(name, FieldKind.Duration)
{
    public override void Read(JobsModel model, ref Utf8JsonReader reader, ModelReadContext context)
    {
        if (ModelReadContext.TryDuration(ref reader, out TimeSpan? duration))
        {
            model.SetScalar(Slot, duration?.Ticks);
        }
        else
        {
            KeepInvalid(model, ref reader, context, "a duration in milliseconds");
        }
    }

    public override void Bind(JobsModel model, in BindingValue value) =>
        model.SetScalar(Slot, value.Duration()?.Ticks);

    protected override object ToObject(long bits) => new TimeSpan(bits);

    protected override void WriteValue(Utf8JsonWriter writer, long bits) =>
        writer.WriteNumber(Utf8Name, bits / TimeSpan.TicksPerMillisecond);
}
