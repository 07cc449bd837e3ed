using System.Text.Json;
using System.Text.Json.Nodes;

namespace ModelGenerator;

/// <summary>Writes the objects of the API as definitions of a JSON Schema.</summary>
internal sealed class SchemaTypes
{
    private const string Substitution = "Substitution";

    // YAML has no quotation marks around 2 and true in a map of strings; both are converted to text.
    private static readonly string[] s_textTypes = ["string", "number", "boolean"];

    private readonly Schema _schema;
    private readonly SchemaForm _form;

    /// <param name="schema">The schema of the API.</param>
    /// <param name="form">What the definitions accept.</param>
    /// <param name="definitions">Definitions to add to; null for new ones.</param>
    public SchemaTypes(Schema schema, SchemaForm form, JsonObject? definitions = null)
    {
        _schema = schema;
        _form = form;
        Definitions = definitions ?? [];
        if (form != SchemaForm.Strict)
        {
            Definitions[Substitution] = new JsonObject
            {
                ["type"] = "string",
                ["pattern"] = @"\$\{[^}]+\}",
                ["description"] = "A reference to a variable or to another value of the bundle, such as ${var.name}.",
            };
        }
    }

    /// <summary>The definitions, by their names.</summary>
    public JsonObject Definitions { get; }

    public static JsonObject Reference(string definition) => new() { ["$ref"] = "#/definitions/" + definition };

    /// <summary>Adds an object of the API with further properties.</summary>
    /// <returns>A reference to it.</returns>
    public JsonObject Object(string name, JsonObject extra) => Object(name, inClusters: false, extra);

    /// <summary>Adds an object that is not one of the API.</summary>
    public void Add(string name, string description, JsonObject properties, params string[] required) =>
        Definitions[NameOf(name)] = OrSubstitution(Shape(description, properties, required));

    /// <summary>A reference to an object of <see cref="Add"/>, with a description of its own.</summary>
    public JsonObject Described(string name, string description) => Describe(Reference(NameOf(name)), description);

    /// <summary>A list of objects of <see cref="Add"/>.</summary>
    public JsonObject List(string name, string description) =>
        Describe(OrSubstitution(Array(Reference(NameOf(name)))), description);

    /// <summary>A value of an enumeration of the API.</summary>
    public JsonObject Enumeration(string name, string description) =>
        Describe(Reference(Enumeration(_schema.Jobs, name, prefix: "")), description);

    /// <summary>A number, or true or false.</summary>
    public JsonObject Scalar(string type, string description) =>
        Describe(OrSubstitution(new JsonObject { ["type"] = type }), description);

    // Beside $ref, draft 7 ignores everything.
    private static JsonObject Describe(JsonObject value, string description)
    {
        JsonObject described = value.ContainsKey("$ref") ? new() { ["allOf"] = new JsonArray(value) } : value;
        described["description"] = description;
        return described;
    }

    private static JsonObject Array(JsonObject items) => new() { ["type"] = "array", ["items"] = items };

    private string NameOf(string name) => _form == SchemaForm.BundleOverride ? name + "Override" : name;

    private JsonObject OrSubstitution(JsonObject value) => _form == SchemaForm.Strict
        ? value
        : new JsonObject { ["anyOf"] = new JsonArray(value, Reference(Substitution)) };

    private JsonObject Object(string name, bool inClusters, JsonObject? extra = null)
    {
        Section section = inClusters ? _schema.Clusters : _schema.Jobs;
        string key = NameOf((inClusters ? "Clusters." : "") + name);
        if (!Definitions.ContainsKey(key))
        {
            // Before its fields: a for-each task contains a task.
            Definitions[key] = null;
            ObjectType type = section.Objects.Single(one => one.Name == name);
            JsonObject properties = extra ?? [];
            foreach (Field field in type.Fields)
            {
                properties[field.Name] = Property(field, inClusters);
            }

            IEnumerable<string> required = type.Fields.Where(field => field.Required).Select(field => field.Name);
            Definitions[key] = OrSubstitution(Shape(type.Meaning, properties, [.. required]));
        }

        return Reference(key);
    }

    private JsonObject Shape(string description, JsonObject properties, string[] required)
    {
        var shape = new JsonObject
        {
            ["type"] = "object",
            ["description"] = description,
            ["properties"] = properties,
            ["additionalProperties"] = false,
        };
        if (required.Length > 0 && _form != SchemaForm.BundleOverride)
        {
            shape["required"] = new JsonArray([.. required.Select(name => JsonValue.Create(name))]);
        }

        return shape;
    }

    private JsonObject Property(Field field, bool inClusters)
    {
        JsonObject item = Item(field, inClusters);
        JsonObject value = Describe(field.Shape switch
        {
            "list" => OrSubstitution(Limit(Array(item), field, "max_items", "maxItems")),
            "map" => OrSubstitution(Limit(
                new JsonObject { ["type"] = "object", ["additionalProperties"] = item },
                field,
                "max_items",
                "maxProperties")),
            _ => item,
        }, field.Meaning);
        if (field.Limits.TryGetValue("default", out JsonElement standard))
        {
            value["default"] = JsonNode.Parse(standard.GetRawText());
        }

        if (field.Deprecated is not null)
        {
            value["deprecated"] = true;
            value["deprecationMessage"] = field.Deprecated;
        }

        return value;
    }

    private JsonObject Item(Field field, bool inClusters)
    {
        const string Prefix = "compute.";
        bool clusters = inClusters || field.Item.StartsWith(Prefix, StringComparison.Ordinal);
        string name = field.Item.Replace(Prefix, "", StringComparison.Ordinal);
        Section section = clusters ? _schema.Clusters : _schema.Jobs;
        return name switch
        {
            "string" when field.IsJson => new JsonObject { ["type"] = new JsonArray("string", "array", "object") },
            "string" => Text(field),
            "bool" => OrSubstitution(new JsonObject { ["type"] = "boolean" }),
            "double" => OrSubstitution(Number("number", field)),
            "int64" => OrSubstitution(Number("integer", field)),
            _ when section.Enums.Any(one => one.Name == name) =>
                Reference(Enumeration(section, name, clusters ? "Clusters." : "")),
            _ => Object(name, clusters),
        };
    }

    private JsonObject Text(Field field)
    {
        if (field.Shape != "single")
        {
            return new JsonObject { ["type"] = new JsonArray([.. s_textTypes.Select(type => JsonValue.Create(type))]) };
        }

        var text = new JsonObject { ["type"] = "string" };
        Limit(text, field, "max_length", "maxLength");
        // A character has at least one byte.
        Limit(text, field, "max_bytes", "maxLength");
        Limit(text, field, "pattern", "pattern");
        return text.Count > 1 ? OrSubstitution(text) : text;
    }

    private static JsonObject Number(string type, Field field)
    {
        var number = new JsonObject { ["type"] = type };
        Limit(number, field, "min", "minimum");
        return Limit(number, field, "max", "maximum");
    }

    private static JsonObject Limit(JsonObject value, Field field, string limit, string keyword)
    {
        if (field.Limits.TryGetValue(limit, out JsonElement found))
        {
            value[keyword] = JsonNode.Parse(found.GetRawText());
        }

        return value;
    }

    private string Enumeration(Section section, string name, string prefix)
    {
        string key = prefix + name;
        if (!Definitions.ContainsKey(key))
        {
            EnumType type = section.Enums.Single(one => one.Name == name);
            var values = new JsonObject
            {
                ["type"] = "string",
                ["enum"] = new JsonArray([.. type.Values.Select(one => JsonValue.Create(one.Value))]),
                ["enumDescriptions"] = new JsonArray([.. type.Values.Select(one => JsonValue.Create(one.Meaning))]),
            };
            Definitions[key] = Describe(OrSubstitution(values), type.Meaning);
        }

        return key;
    }
}
