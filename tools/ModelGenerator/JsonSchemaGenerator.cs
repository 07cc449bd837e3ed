using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ModelGenerator;

/// <summary>Generates the JSON Schemas with which editors complete and check definitions of jobs.</summary>
public static class JsonSchemaGenerator
{
    private const string Address =
        "https://raw.githubusercontent.com/databricks-jobs/databricks-jobs-powershell/main/schema/";

    // Draft 7 is the newest version that all editors support.
    private const string Draft = "http://json-schema.org/draft-07/schema#";

    private static readonly JsonSerializerOptions s_options = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly (string Name, Func<Schema, JsonObject> Create)[] s_files =
    [
        ("bundle.schema.json", BundleSchema.Create),
        ("job.schema.json", JobSchema.Create),
    ];

    /// <summary>The contents of the files, by their names.</summary>
    public static IReadOnlyDictionary<string, string> Generate(string schemaJson)
    {
        var schema = Schema.Load(schemaJson);
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach ((string name, Func<Schema, JsonObject> create) in s_files)
        {
            var root = new JsonObject { ["$schema"] = Draft, ["$id"] = Address + name };
            foreach ((string keyword, JsonNode? value) in create(schema))
            {
                root[keyword] = value!.DeepClone();
            }

            files[name] = root.ToJsonString(s_options).Replace("\r\n", "\n", StringComparison.Ordinal) + "\n";
        }

        return files;
    }
}
