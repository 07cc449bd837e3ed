using System.Diagnostics.CodeAnalysis;
using System.Dynamic;
using System.Linq.Expressions;
using System.Text;
using System.Text.Json;
using Databricks.Jobs.Serialization;

namespace Databricks.Jobs.Models;

/// <summary>The base of all objects of the API. An object reads, writes and describes itself, and preserves unknown
/// properties.</summary>
/// <remarks>Languages with dynamic binding, such as PowerShell, can assign to a property all that
/// <see cref="ModelBinder"/> accepts for the field.</remarks>
public abstract class JobsModel : IDynamicMetaObjectProvider
{
    private Dictionary<string, JsonElement>? _additionalProperties;
    // Values by slot. Scalars are 64 bits without boxing, with a bit that says whether the value is set.
    private object?[]? _references;
    private long[]? _scalars;
    private uint _scalarsSet;

    /// <summary>The key of a dictionary that contains properties that this version does not know.</summary>
    internal const string AdditionalPropertiesKey = "AdditionalProperties";

    /// <summary>
    /// The properties that this version does not know, by name. Those that the service sent are sent back unchanged,
    /// and those that you add are sent too.
    /// </summary>
    /// <remarks>This is a method, because everything that prints or converts objects by their properties would show an
    /// empty dictionary for each object.</remarks>
    public IDictionary<string, JsonElement> GetAdditionalProperties() =>
        _additionalProperties ??= new Dictionary<string, JsonElement>(StringComparer.Ordinal);

    internal abstract ModelShape Shape { get; }

    private protected virtual string? Describe() => null;

    /// <summary>The object as the API's JSON, without properties that are null.</summary>
    /// <param name="indented">Whether to write indented lines.</param>
    public string ToJson(bool indented = false)
    {
        using MemoryStream stream = ToStream(indented);
        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    /// <summary>The object as the API's JSON in UTF-8, without properties that are null.</summary>
    public byte[] ToUtf8Json()
    {
        using MemoryStream stream = ToStream(indented: false);
        return stream.ToArray();
    }

    /// <summary>Writes the object, with its braces, to <paramref name="writer"/>.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="writer"/> is null.</exception>
    public void WriteTo(Utf8JsonWriter writer)
    {
        ArgumentChecks.NotNull(writer, nameof(writer));
        writer.WriteStartObject();
        foreach (FieldShape field in Shape.All)
        {
            field.Write(this, writer);
        }

        if (_additionalProperties is not null)
        {
            foreach (KeyValuePair<string, JsonElement> member in _additionalProperties)
            {
                if (!IsWritten(member.Key))
                {
                    writer.WritePropertyName(member.Key);
                    member.Value.WriteTo(writer);
                }
            }
        }

        writer.WriteEndObject();
    }

    DynamicMetaObject IDynamicMetaObjectProvider.GetMetaObject(Expression parameter) =>
        new ModelMetaObject(parameter, this);

    /// <summary>A description of the object in one line that is safe to show, without secrets.</summary>
    public override string ToString() => ScreenText.Line(Describe() ?? ModelText.Describe(this));

    internal void Read(ref Utf8JsonReader reader, ModelReadContext context)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw ModelReadContext.Mismatch(ref reader, "an object");
        }

        FieldShape[] fields = Shape.All;
        FieldNames names = Shape.Names;
        FieldSet seen = default;
        while (ModelReadContext.NextMember(ref reader))
        {
            int field = reader.ValueIsEscaped
                ? names.Find(Encoding.UTF8.GetBytes(reader.GetString()!))
                : names.Find(reader.ValueSpan);
            if (field >= 0)
            {
                if (context.Strict && !seen.Add(field))
                {
                    throw ModelReadContext.Duplicate(ref reader);
                }

                ModelReadContext.Next(ref reader);
                fields[field].Read(this, ref reader, context);
            }
            else
            {
                KeepUnknown(ref reader, context);
            }
        }
    }

    /// <summary>The value of a field, in the type of its property.</summary>
    internal object? GetField(int field) => Shape.All[field].Get(this);

    internal void SetField(int field, in BindingValue value) => Shape.All[field].Bind(this, value);

    internal object? GetReference(int slot) => _references?[slot];

    internal void SetReference(int slot, object? value)
    {
        if (value is not null || _references is not null)
        {
            (_references ??= new object?[Shape.ReferenceCount])[slot] = value;
        }
    }

    internal bool TryGetScalar(int slot, out long bits)
    {
        bool isSet = (_scalarsSet & (1u << slot)) != 0;
        bits = isSet ? _scalars![slot] : 0;
        return isSet;
    }

    internal void SetScalar(int slot, long? bits)
    {
        if (bits is not { } value)
        {
            ClearScalar(slot);
            return;
        }

        (_scalars ??= new long[Shape.ScalarCount])[slot] = value;
        _scalarsSet |= 1u << slot;
    }

    internal void ClearScalar(int slot) => _scalarsSet &= ~(1u << slot);

    // The generated properties call these; their numbers are slots.
    private protected T? Get<T>(int slot)
        where T : class => (T?)_references?[slot];

    private protected void Set(int slot, object? value) => SetReference(slot, value);

    private protected bool? GetBool(int slot) => TryGetScalar(slot, out long bits) ? bits != 0 : null;

    private protected void SetBool(int slot, bool? value) => SetScalar(slot, BoolField.ToBits(value));

    private protected long? GetInt64(int slot) => TryGetScalar(slot, out long bits) ? bits : null;

    private protected void SetInt64(int slot, long? value) => SetScalar(slot, value);

    private protected double? GetDouble(int slot) =>
        TryGetScalar(slot, out long bits) ? BitConverter.Int64BitsToDouble(bits) : null;

    private protected void SetDouble(int slot, double? value) => SetScalar(slot, DoubleField.ToBits(value));

    private protected DateTimeOffset? GetTime(int slot) =>
        TryGetScalar(slot, out long bits) ? TimeField.FromBits(bits) : null;

    private protected void SetTime(int slot, DateTimeOffset? value) => SetScalar(slot, TimeField.ToBits(value));

    private protected TimeSpan? GetDuration(int slot) =>
        TryGetScalar(slot, out long bits) ? new TimeSpan(bits) : null;

    private protected void SetDuration(int slot, TimeSpan? value) => SetScalar(slot, value?.Ticks);

    /// <summary>
    /// Makes a deep copy of all values in another object, which can be of a similar type (the settings of a job and the
    /// request that creates it). Fields of the same name are copied, and fields that the other type does not have
    /// become additional properties.
    /// </summary>
    internal T CopyTo<T>(T target)
        where T : JobsModel
    {
        ModelShape shape = target.Shape;
        foreach (FieldShape field in Shape.All)
        {
            FieldShape? other = ReferenceEquals(shape, Shape) ? field : shape.Find(field.Utf8Name);
            if (other?.Kind == field.Kind)
            {
                field.Copy(this, other, target);
            }
            else if (field.Get(this) is not null)
            {
                target.ReadMember(field.Name, ToElement(field), other);
            }
        }

        foreach (KeyValuePair<string, JsonElement> member in _additionalProperties ?? [])
        {
            target.ReadMember(member.Key, member.Value, shape.Find(Encoding.UTF8.GetBytes(member.Key)));
        }

        return target;
    }

    /// <summary>Whether no value is set.</summary>
    internal bool IsEmpty()
    {
        foreach (FieldShape field in Shape.All)
        {
            if (field.Get(this) is not null)
            {
                return false;
            }
        }

        return !HasAdditionalProperties;
    }

    internal bool HasAdditionalProperties => _additionalProperties is { Count: > 0 };

    private void KeepUnknown(ref Utf8JsonReader reader, ModelReadContext context)
    {
        string name = reader.GetString()!;
        if (context.Strict && _additionalProperties?.ContainsKey(name) == true)
        {
            throw ModelReadContext.Duplicate(ref reader);
        }

        ModelReadContext.Next(ref reader);
        KeepValue(name, ref reader, context);
    }

    /// <summary>Keeps a value as it is, as an additional property.</summary>
    internal void KeepValue(string name, ref Utf8JsonReader reader, ModelReadContext context)
    {
        Utf8JsonReader ahead = reader;
        try
        {
            UnknownMemberCheck.Check(ref ahead, context.Strict);
        }
        catch (JsonException)
        {
            // The position in the error is that of the reader.
            reader = ahead;
            throw;
        }

        GetAdditionalProperties()[name] = JsonElement.ParseValue(ref reader);
    }

    private void ReadMember(string name, JsonElement value, FieldShape? field)
    {
        if (field is null)
        {
            GetAdditionalProperties()[name] = value;
            return;
        }

        var reader = new Utf8JsonReader(JsonSerializer.SerializeToUtf8Bytes(value));
        reader.Read();
        field.Read(this, ref reader, new ModelReadContext(strict: false));
    }

    private JsonElement ToElement(FieldShape field)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, WriterOptions.Compact))
        {
            writer.WriteStartObject();
            field.Write(this, writer);
            writer.WriteEndObject();
        }

        using var document = JsonDocument.Parse(stream.GetBuffer().AsMemory(0, (int)stream.Length));
        return document.RootElement.GetProperty(field.Name).Clone();
    }

    // A caller can add a property with the name of a field; it must not be written twice.
    private bool IsWritten(string name) =>
        Shape.Names.Find(Encoding.UTF8.GetBytes(name)) is >= 0 and int field && GetField(field) is not null;

    private MemoryStream ToStream(bool indented)
    {
        var stream = new MemoryStream();
        using var writer = new Utf8JsonWriter(stream, indented ? WriterOptions.Indented : WriterOptions.Compact);
        WriteTo(writer);
        return stream;
    }
}

/// <summary>The base of all objects of the API, with the members that return the object's own type.</summary>
/// <typeparam name="TSelf">The type of the object.</typeparam>
public abstract class JobsModel<TSelf> : JobsModel
    where TSelf : JobsModel<TSelf>, new()
{
    private protected JobsModel()
    {
    }

    /// <summary>Reads an object from JSON text that was written by hand or read from a file.</summary>
    /// <param name="json">The JSON.</param>
    /// <exception cref="ModelJsonException">The text is truncated or malformed, a value has a wrong type, or a property
    /// occurs twice; the message names the path.</exception>
    [SuppressMessage("Design", "CA1000", Justification = "It is called on the model: Run.FromJson(...).")]
    public static TSelf FromJson(string json) => ModelJson.Parse<TSelf>(json);
}
