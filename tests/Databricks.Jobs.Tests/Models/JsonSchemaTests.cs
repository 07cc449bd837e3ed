using System.Text.Json.Nodes;
using Databricks.Jobs.Models;
using Json.Schema;
using ModelGenerator;

namespace Databricks.Jobs.Tests.Models;

/// <summary>The JSON Schemas for editors, checked by JsonSchema.Net.</summary>
public sealed class JsonSchemaTests
{
    private static readonly JsonSchema s_job = Load("job.schema.json");
    private static readonly JsonSchema s_bundle = Load("bundle.schema.json");

    public static TheoryData<string> Files => ["bundle.schema.json", "job.schema.json"];

    [Fact]
    public void Generating_the_schemas_again_changes_nothing()
    {
        IReadOnlyDictionary<string, string> generated = JsonSchemaGenerator.Generate(RepositoryFiles.Schema);

        Assert.Equal(["bundle.schema.json", "job.schema.json"], generated.Keys);
        Assert.All(generated, file => Assert.Equal(file.Value, RepositoryFiles.Read("schema", file.Key)));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_schema_is_valid(string file)
    {
        JsonNode schema = JsonNode.Parse(RepositoryFiles.Read("schema", file))!;

        Assert.True(MetaSchemas.Draft7.Evaluate(schema).IsValid);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_schema_has_every_field_of_every_object_that_it_contains(string file)
    {
        JsonObject definitions = JsonNode.Parse(RepositoryFiles.Read("schema", file))!["definitions"]!.AsObject();
        foreach (JobsModel model in FilledModels.Walk(FilledModels.Create("JobSettings")))
        {
            bool isOfClusters = model.GetType().Namespace!.EndsWith("Clusters", StringComparison.Ordinal);
            string name = isOfClusters ? "Clusters." + model.Shape.Name : model.Shape.Name;
            JsonNode definition = definitions[name]!;
            JsonObject properties = (definition["anyOf"]?[0] ?? definition)["properties"]!.AsObject();

            Assert.Empty(model.Shape.Fields.Select(field => field.Name).Except(properties.Select(one => one.Key)));
        }
    }

    [Theory]
    [InlineData("""{"name": "a"}""")]
    [InlineData("""{"job_id": 5, "name": "a", "$schema": "https://example.com/job.schema.json"}""")]
    [InlineData("""{"name": "a", "access_control_list": [{"user_name": "u", "permission_level": "CAN_VIEW"}]}""")]
    [InlineData("""{"job_id": 5, "creator_user_name": "u", "created_time": 17, "settings": {"name": "a"}}""")]
    [InlineData("""[{"name": "a"}, {"job_id": 5, "settings": {"name": "b", "tags": {"n": 1, "on": true}}}]""")]
    [InlineData("""{"tasks": [{"task_key": "each", "for_each_task": {"inputs": [1], "task": {"task_key": "t"}}}]}""")]
    [InlineData("""{"tasks": [{"task_key": "a", "run_if": "ALL_DONE", "depends_on": [{"task_key": "b"}]}]}""")]
    public void A_definition_of_a_job_is_valid(string json) => Assert.Null(Problem(s_job, json));

    [Theory]
    [InlineData("""{"nmae": "a"}""", "/nmae")]
    [InlineData("""{"name": 5}""", "/name")]
    [InlineData("""{"timeout_seconds": "an hour"}""", "/timeout_seconds")]
    [InlineData("""{"timeout_seconds": "${var.timeout}"}""", "/timeout_seconds")]
    [InlineData("""{"max_concurrent_runs": 1001}""", "/max_concurrent_runs")]
    [InlineData("""{"tasks": [{}]}""", "/tasks/0")]
    [InlineData("""{"tasks": [{"task_key": "white space"}]}""", "/tasks/0/task_key")]
    [InlineData("""{"tasks": [{"task_key": "a", "run_if": "SOMETIMES"}]}""", "/tasks/0/run_if")]
    [InlineData("""{"tasks": [{"task_key": "a", "notebook_task": {"path": "/a"}}]}""", "/tasks/0/notebook_task/path")]
    [InlineData("""{"tasks": {"task_key": "a"}}""", "/tasks")]
    [InlineData("""{"settings": {"name": "a", "color": "red"}}""", "/settings/color")]
    [InlineData("""[{"name": "a"}, {"color": "red"}]""", "/1/color")]
    public void What_the_service_would_reject_is_marked_at_its_place(string json, string place) =>
        Assert.Equal(place, Problem(s_job, json));

    [Theory]
    [InlineData("timeout_seconds", "${var.timeout}")]
    [InlineData("queue", "${var.queue}")]
    [InlineData("tasks", "${var.tasks}")]
    [InlineData("performance_target", "${var.target}")]
    [InlineData("permissions", "${var.permissions}")]
    public void In_a_bundle_a_reference_can_replace_each_value(string field, string reference)
    {
        Assert.Null(Problem(s_bundle, Bundle($$"""{"{{field}}": "{{reference}}"}""")));
        Assert.NotNull(Problem(s_bundle, Bundle($$"""{"{{field}}": "no reference"}""")));
    }

    [Fact]
    public void A_bundle_can_have_what_this_schema_does_not_describe() => Assert.Null(Problem(s_bundle, """
        {
          "bundle": {"name": "b"},
          "include": ["resources/*.yml"],
          "variables": {"v": {"default": 1}},
          "resources": {"pipelines": {"p": {"name": "p"}}, "jobs": {"a": {
            "name": "a", "permissions": [{"level": "CAN_VIEW", "group_name": "users"}],
            "tasks": [{"task_key": "${var.v}-a", "notebook_task": {"notebook_path": "./a.ipynb"}}]}}},
          "targets": {"dev": null, "prod": {
            "mode": "production", "resources": {"jobs": {"a": {"tasks": [{"max_retries": 2}]}}}}}
        }
        """));

    [Theory]
    [InlineData("""{"resources": {"jobs": {"a": {"color": "red"}}}}""")]
    [InlineData("""{"resources": {"jobs": {"a": {"tasks": [{"max_retries": 2}]}}}}""")]
    [InlineData("""{"resources": {"jobs": {"a": {"permissions": [{"group_name": "users"}]}}}}""")]
    [InlineData("""{"targets": {"dev": {"resources": {"jobs": {"a": {"tasks": [{"max_retries": "two"}]}}}}}}""")]
    [InlineData("""{"targets": {"dev": {"resources": {"jobs": {"a": {"color": "red"}}}}}}""")]
    public void A_mistake_in_a_job_of_a_bundle_is_marked(string json) => Assert.NotNull(Problem(s_bundle, json));

    [Fact]
    public void A_deprecated_field_says_what_to_use_instead()
    {
        JsonNode definitions = JsonNode.Parse(RepositoryFiles.Read("schema", "job.schema.json"))!["definitions"]!;
        JsonNode field = definitions["Clusters.Environment"]!["properties"]!["client"]!;

        Assert.True((bool)field["deprecated"]!);
        Assert.Equal("Use environment_version.", (string)field["deprecationMessage"]!);
    }

    private static string Bundle(string job) => """{"resources": {"jobs": {"a": """ + job + "}}}";

    // The place of the innermost value that is wrong; null if the document is valid.
    private static string? Problem(JsonSchema schema, string json)
    {
        EvaluationResults results =
            schema.Evaluate(JsonNode.Parse(json), new EvaluationOptions { OutputFormat = OutputFormat.List });
        return results.IsValid
            ? null
            : results.Details.Where(detail => detail.HasErrors)
                .Select(detail => detail.InstanceLocation.ToString())
                .MaxBy(place => place.Length);
    }

    private static JsonSchema Load(string file) => JsonSchema.FromText(RepositoryFiles.Read("schema", file));
}
