using System.Text;
using System.Text.Json;
using Databricks.Jobs.Serialization;

namespace Databricks.Jobs.Models;

/// <summary>What every object of the API has in common: it reads, writes and describes itself, and keeps what it does
/// not know.</summary>
public abstract class JobsModel
{
    private Dictionary<string, JsonElement>? _additionalProperties;

    /// <summary>
    /// The key under which settings that are given as a dictionary may have members that this version does not know.
    /// </summary>
    internal const string AdditionalPropertiesKey = "AdditionalProperties";

    /// <summary>
    /// Members that the service sent and this version does not know; what is added here is sent. They are written back as
    /// they came.
    /// </summary>
    /// <remarks>A method, because what prints or converts objects by their properties (Format-List, ConvertTo-Json,
    /// Export-Csv) would show an empty dictionary on each of them.</remarks>
    public IDictionary<string, JsonElement> GetAdditionalProperties() =>
        _additionalProperties ??= new Dictionary<string, JsonElement>(StringComparer.Ordinal);

    internal abstract ModelShape Shape { get; }

    private protected virtual string? Describe() => null;

    /// <summary>The object as the API's JSON; members that are null are left out.</summary>
    /// <param name="indented">Whether to write it over several lines for people.</param>
    public string ToJson(bool indented = false)
    {
        using MemoryStream stream = ToStream(indented);
        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    /// <summary>The object as the API's JSON in UTF-8.</summary>
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
        WriteFields(writer);
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

    /// <summary>The object in a line for people. Secrets are not part of it.</summary>
    public override string ToString() => Describe() ?? ModelText.Describe(this);

    internal void Read(ref Utf8JsonReader reader, ModelReadContext context)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw ModelReadContext.Mismatch(ref reader, "an object");
        }

        FieldNames names = FieldNames;
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
                ReadField(field, ref reader, context);
            }
            else
            {
                KeepUnknown(ref reader, context);
            }
        }
    }

    internal abstract object? GetField(int field);

    internal abstract void SetField(int field, in BindingValue value);

    internal bool HasAdditionalProperties => _additionalProperties is { Count: > 0 };

    private protected abstract FieldNames FieldNames { get; }

    private protected abstract void ReadField(int field, ref Utf8JsonReader reader, ModelReadContext context);

    private protected abstract void WriteFields(Utf8JsonWriter writer);

    private void KeepUnknown(ref Utf8JsonReader reader, ModelReadContext context)
    {
        string name = reader.GetString()!;
        if (context.Strict && _additionalProperties?.ContainsKey(name) == true)
        {
            throw ModelReadContext.Duplicate(ref reader);
        }

        ModelReadContext.Next(ref reader);
        Utf8JsonReader ahead = reader;
        try
        {
            UnknownMember.Check(ref ahead, context.Strict);
        }
        catch (JsonException)
        {
            // What reports this tells the place by how far the reader came.
            reader = ahead;
            throw;
        }

        GetAdditionalProperties()[name] = JsonElement.ParseValue(ref reader);
    }

    // A member that a caller added under the name of a field must not stand in the text twice.
    private bool IsWritten(string name) =>
        FieldNames.Find(Encoding.UTF8.GetBytes(name)) is >= 0 and int field && GetField(field) is not null;

    private MemoryStream ToStream(bool indented)
    {
        var stream = new MemoryStream();
        using var writer = new Utf8JsonWriter(stream, indented ? WriterOptions.Indented : WriterOptions.Compact);
        WriteTo(writer);
        return stream;
    }
}
