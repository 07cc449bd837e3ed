using System.Text.Json.Nodes;

namespace ModelGenerator;

/// <summary>The JSON Schema of the jobs in a file of a bundle. The other parts of a bundle are open: they have a schema
/// of their own, from the Databricks CLI.</summary>
internal static class BundleSchema
{
    public static JsonObject Create(Schema schema)
    {
        var types = new SchemaTypes(schema, SchemaForm.Bundle);
        var overrides = new SchemaTypes(schema, SchemaForm.BundleOverride, types.Definitions);
        var properties = new JsonObject
        {
            ["resources"] = Resources(types, "The resources of the bundle."),
            ["targets"] = new JsonObject
            {
                ["type"] = new JsonArray("object", "null"),
                ["description"] = "The targets of the bundle, such as dev and prod.",
                ["additionalProperties"] = new JsonObject
                {
                    ["type"] = new JsonArray("object", "null"),
                    ["properties"] = new JsonObject
                    {
                        ["resources"] = Resources(overrides, "What differs in this target."),
                    },
                },
            },
        };
        return new JsonObject
        {
            ["title"] = "Jobs of a Databricks bundle",
            ["description"] = "A file of a bundle. This schema checks its jobs, in resources and in the targets.",
            ["type"] = "object",
            ["properties"] = properties,
            ["definitions"] = types.Definitions,
        };
    }

    private static JsonObject Resources(SchemaTypes types, string description) => new()
    {
        ["type"] = new JsonArray("object", "null"),
        ["description"] = description,
        ["properties"] = new JsonObject
        {
            ["jobs"] = new JsonObject
            {
                ["type"] = new JsonArray("object", "null"),
                ["description"] = "The jobs by their keys.",
                ["additionalProperties"] = types.Object("JobSettings", JobProperties(types)),
            },
        },
    };

    private static JsonObject JobProperties(SchemaTypes types)
    {
        types.Add("Permission", "A permission on the job, for a user, group or service principal.", new JsonObject
        {
            ["level"] = types.Enumeration("JobPermissionLevel", "The permission level."),
            ["user_name"] = Name("The name of the user."),
            ["group_name"] = Name("The name of the group."),
            ["service_principal_name"] = Name("The application ID of the service principal."),
        }, "level");
        types.Add("Lifecycle", "How the deployment of the bundle treats the job.", new JsonObject
        {
            ["prevent_destroy"] = types.Scalar("boolean", "True to never delete the job."),
            ["started"] = types.Scalar("boolean", "Whether a deployment starts the resource."),
        });
        return new JsonObject
        {
            ["permissions"] = types.List("Permission", "The permissions on the job."),
            ["lifecycle"] = types.Described("Lifecycle", "How the deployment of the bundle treats the job."),
        };
    }

    private static JsonObject Name(string description) => new()
    {
        ["type"] = "string",
        ["description"] = description,
    };
}
