using System.Text.Json;

namespace ModelGenerator;

/// <summary>The contents of schema/jobs-api.json.</summary>
internal sealed record Schema(Section Jobs, Section Clusters)
{
    public static Schema Load(string json)
    {
        using var document = JsonDocument.Parse(json);
        JsonElement root = document.RootElement;
        return new Schema(Section.Read(root), Section.Read(root.GetProperty("compute")));
    }
}

/// <summary>Objects and enumerations that share a namespace.</summary>
internal sealed record Section(IReadOnlyList<ObjectType> Objects, IReadOnlyList<EnumType> Enums)
{
    public static Section Read(JsonElement element) => new(
        [.. element.GetProperty("objects").EnumerateObject().Select(ObjectType.Read)],
        [.. element.GetProperty("enums").EnumerateObject().Select(EnumType.Read)]);
}

internal sealed record EnumType(string Name, string Meaning, IReadOnlyList<EnumValue> Values)
{
    public static EnumType Read(JsonProperty property) => new(
        property.Name,
        property.Value.GetProperty("meaning").GetString()!,
        [.. property.Value.GetProperty("values").EnumerateArray().Select(EnumValue.Read)]);
}

internal sealed record EnumValue(string Value, string Member, string Meaning)
{
    public static EnumValue Read(JsonElement element)
    {
        string value = element.GetProperty("value").GetString()!;
        return new EnumValue(value, element.Text("member") ?? value, element.Text("meaning")!);
    }
}

internal sealed record ObjectType(string Name, string Meaning, IReadOnlyList<Field> Fields)
{
    public static ObjectType Read(JsonProperty property) => new(
        property.Name,
        property.Value.GetProperty("meaning").GetString()!,
        [.. property.Value.GetProperty("fields").EnumerateArray().Select(Field.Read)]);
}

internal sealed record Field(string Name, string Shape, string Item, string? Unit, bool Required, bool Secret,
    bool IsJson, string? Only, string? Deprecated, string Meaning, IReadOnlyDictionary<string, JsonElement> Limits)
{
    /// <summary>The name of the property: NotebookPath for notebook_path.</summary>
    public string Property => string.Concat(Name.Split('_').Select(part => char.ToUpperInvariant(part[0]) + part[1..]));

    /// <summary>The description of the property, whose type shows that it is a time or a duration.</summary>
    public string ClrMeaning => Unit switch
    {
        "epoch_ms" => Meaning
            .Replace(", in milliseconds since 1970-01-01 UTC", "", StringComparison.Ordinal)
            .Replace("; 0 while", "; null while", StringComparison.Ordinal),
        "ms" when IsDuration => Meaning.Replace(", in milliseconds", "", StringComparison.Ordinal),
        _ => Meaning,
    };

    public bool IsDuration => Name.EndsWith("_duration", StringComparison.Ordinal);

    public static Field Read(JsonElement element)
    {
        (string shape, string item) = ReadType(element.GetProperty("type"));
        IReadOnlyDictionary<string, JsonElement> limits = element.TryGetProperty("limits", out JsonElement found)
            ? found.EnumerateObject().ToDictionary(limit => limit.Name, limit => limit.Value.Clone())
            : new Dictionary<string, JsonElement>();
        return new Field(element.Text("name")!, shape, item, element.Text("unit"), element.Flag("required"),
            element.Flag("secret"), element.Flag("json"), element.Text("only"), element.Text("deprecated"),
            element.Text("meaning")!, limits);
    }

    private static (string Shape, string Item) ReadType(JsonElement type)
    {
        if (type.ValueKind == JsonValueKind.String)
        {
            return ("single", type.GetString()!);
        }

        JsonProperty only = type.EnumerateObject().Single();
        return (only.Name, only.Value.GetString()!);
    }
}

internal static class JsonElementExtensions
{
    public static string? Text(this JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) ? value.GetString() : null;

    public static bool Flag(this JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) && value.GetBoolean();
}
