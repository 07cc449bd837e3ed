using System.Text.Json.Nodes;

namespace ModelGenerator;

/// <summary>The JSON Schema of a file with a job: its settings, a request to create it, a response of jobs/get, or a
/// list of these.</summary>
internal static class JobSchema
{
    private const string Definition = "Definition";

    public static JsonObject Create(Schema schema)
    {
        var types = new SchemaTypes(schema, SchemaForm.Strict);
        JsonNode request = types.Object("CreateJob", Extra());
        JsonNode response = types.Object("Job", new JsonObject { ["$schema"] = Editors() });
        types.Definitions[Definition] = new JsonObject
        {
            ["if"] = new JsonObject { ["required"] = new JsonArray("settings") },
            ["then"] = response,
            ["else"] = request,
        };
        return new JsonObject
        {
            ["title"] = "Databricks job",
            ["description"] = "The definition of a Databricks job: its settings, as jobs/create accepts them; a "
                + "response of jobs/get; or a list of these.",
            ["if"] = new JsonObject { ["type"] = "array" },
            ["then"] = new JsonObject { ["items"] = SchemaTypes.Reference(Definition) },
            ["else"] = SchemaTypes.Reference(Definition),
            ["definitions"] = types.Definitions,
        };
    }

    private static JsonObject Extra() => new()
    {
        ["$schema"] = Editors(),
        ["job_id"] = new JsonObject
        {
            ["type"] = "integer",
            ["description"] = "The ID of the job that the definition belongs to.",
        },
    };

    private static JsonObject Editors() => new()
    {
        ["type"] = "string",
        ["description"] = "The address of this schema, for editors.",
    };
}
