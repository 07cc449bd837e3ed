using Databricks.Jobs.Definitions;
using Databricks.Jobs.Models;
using Databricks.Jobs.Yaml;

namespace Databricks.Jobs.Tests.Definitions;

public sealed class JobDefinitionWriterTests
{
    [Fact]
    public void Writes_names_first_tasks_last_and_sorts_maps()
    {
        var settings = JobSettings.FromJson("""
            {"tasks":[{"notebook_task":{"base_parameters":{"b":"1","a":"2"},"notebook_path":"/a"},"task_key":"t"}],
             "tags":{"z":"1","a":"2"},"new_field":{"x":1},"name":"n"}
            """);
        Assert.Equal(
            """
            {
              "name": "n",
              "tags": {
                "a": "2",
                "z": "1"
              },
              "new_field": {
                "x": 1
              },
              "tasks": [
                {
                  "task_key": "t",
                  "notebook_task": {
                    "notebook_path": "/a",
                    "base_parameters": {
                      "a": "2",
                      "b": "1"
                    }
                  }
                }
              ]
            }

            """.ReplaceLineEndings("\n"),
            JobDefinitionWriter.ToJson(settings));
    }

    [Fact]
    public void Leaves_out_what_the_service_added_unless_everything_is_wanted()
    {
        const string Stored = """
            {"name":"n","format":"MULTI_TASK","max_concurrent_runs":1,"timeout_seconds":0,"email_notifications":{},
             "webhook_notifications":{},"queue":{"enabled":true},"run_as":{"user_name":"ada"},
             "job_clusters":[{"job_cluster_key":"c","new_cluster":{"spark_version":"1","cluster_source":"JOB",
              "aws_attributes":{}}}],
             "tasks":[{"task_key":"t","run_if":"ALL_SUCCESS","timeout_seconds":0,"email_notifications":{},"run_id":1,
              "notebook_task":{"notebook_path":"/a","source":"WORKSPACE"}}]}
            """;
        JobSettings settings = JobSettings.FromJson(Stored);
        Assert.Equal(
            """{"name":"n","run_as":{"user_name":"ada"},"job_clusters":[{"job_cluster_key":"c","""
                + "\"new_cluster\":{\"spark_version\":\"1\"}}],"
                + """ "tasks":[{"task_key":"t","notebook_task":{"notebook_path":"/a"}}]}""".TrimStart(),
            Compact(JobDefinitionWriter.ToJson(settings)));
        JobSettings full = JobSettings.FromJson(
            JobDefinitionWriter.ToJson(settings, new JobDefinitionWriterOptions { Full = true }));
        Assert.Empty(JobComparer.Compare(settings, full, new JobComparisonOptions { BothFromService = true }));
        Assert.Equal(settings.ToJson().Length, full.ToJson().Length);
    }

    [Fact]
    public void Writes_that_a_stored_job_does_not_queue()
    {
        var job = new Job { Settings = new JobSettings { Name = "n" } };
        Assert.Equal(
            """{"name":"n","queue":{"enabled":false},"tasks":[]}""",
            Compact(JobDefinitionWriter.ToJson(JobDefinitionWriter.DefinitionOf(job))));
        Assert.Null(job.Settings.Queue);
    }

    [Fact]
    public void Writes_several_jobs_as_an_array() => Assert.Equal(
        """[{"name":"a"},{"name":"b"}]""",
        Compact(JobDefinitionWriter.ToJson([new JobSettings { Name = "a" }, new JobSettings { Name = "b" }])));

    [Theory]
    [InlineData("${var.x}", "$${var.x}")]
    [InlineData("$${x} and ${y}", "$$${x} and $${y}")]
    [InlineData("$HOME {{job.id}} ${", "$HOME {{job.id}} ${")]
    public void Escapes_what_would_be_a_reference_in_a_file(string text, string expected)
    {
        string json = JobDefinitionWriter.ToJson(new JobSettings { Description = text });
        Assert.Equal($$"""{"description":"{{expected}}"}""", Compact(json));
        Assert.Equal(text, new JobDefinitionReader().ReadText(json, file: null).Single().Settings.Description);
    }

    [Fact]
    public void Writes_YAML_as_a_bundle_with_permissions()
    {
        JobSettings settings = JobSettings.FromJson("""
            {"name":"on","description":"a\nb","access_control_list":[{"user_name":"ada","permission_level":"IS_OWNER"}]}
            """);
        var jobs = new Dictionary<string, JobSettings> { ["nightly"] = settings };
        string yaml = JobDefinitionWriter.ToYaml(jobs, new YamlDotNetWriter());
        Assert.Equal(
            """
            resources:
              jobs:
                nightly:
                  name: 'on'
                  description: |-
                    a
                    b
                  permissions:
                    - level: IS_OWNER
                      user_name: ada

            """.ReplaceLineEndings("\n"),
            yaml.Split('\n', 2)[1]);
        Assert.Matches("^# yaml-language-server: .schema=https://.*/bundle.schema.json$", yaml.Split('\n')[0]);
    }

    private static string Compact(string json) =>
        string.Concat(json.Split('\n').Select(line => line.Trim())).Replace("\": ", "\":");
}
