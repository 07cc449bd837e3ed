using Databricks.Jobs.Definitions;
using static Databricks.Jobs.Tests.Definitions.Files.DefinitionReading;

namespace Databricks.Jobs.Tests.Definitions.Files;

public sealed class DefinitionFormTests
{
    [Theory]
    [InlineData("""{"name":"a"}""", "a")]
    [InlineData("""{"job_id":7,"settings":{"name":"a"},"creator_user_name":"me"}""", "a")]
    [InlineData("""{"job_id":7,"new_settings":{"name":"a"}}""", "a")]
    [InlineData("""{"jobs":[{"job_id":7,"settings":{"name":"a"}}],"has_more":false}""", "a")]
    [InlineData("""[{"name":"a"},{"job_id":7,"settings":{"name":"b"}}]""", "a,b")]
    [InlineData("""{"resources":{"jobs":{"x":{"name":"a"},"y":{"name":"b"}}}}""", "a,b")]
    [InlineData("name: a", "a")]
    [InlineData("name: a\n---\nname: b", "a,b")]
    [InlineData("- name: a\n- name: b", "a,b")]
    [InlineData("resources:\n  jobs:\n    x:\n      name: a", "a")]
    [InlineData("""
        {
          // a comment
          "name": "a", /* another */
        }
        """, "a")]
    public void Every_form_is_read(string text, string names) =>
        Assert.Equal(names, string.Join(",", Read(text).Select(definition => definition.Settings.Name)));

    [Fact]
    public void The_key_the_id_and_the_place_are_known()
    {
        JobDefinition job = Assert.Single(Read("resources:\n  jobs:\n    etl:\n      name: a\n      tasks:\n"
            + "        - task_key: t\n          notebook_task:\n            notebook_path: /a\n"));
        Assert.Equal("etl", job.Key);
        Assert.Null(job.JobId);
        Assert.Equal(new SourceLocation(null, 4, 7), job.Source);
        Assert.Equal(new SourceLocation(null, 8, 13), job.Locate("tasks[0].notebook_task.notebook_path"));
        Assert.Equal(new SourceLocation(null, 6, 11), job.Locate("tasks[0]"));
        Assert.Equal(new SourceLocation(null, 7, 11), job.Locate("tasks[0].notebook_task.source"));
        Assert.Equal(7, Assert.Single(Read("""{"job_id":7,"name":"a"}""")).JobId);
    }

    [Fact]
    public void Permissions_are_not_settings()
    {
        JobDefinition job = Assert.Single(Read(
            """{"name":"a","access_control_list":[{"user_name":"u","permission_level":"can_view"}]}"""));
        Assert.Equal("""{"name":"a"}""", job.Settings.ToJson());
        Assert.Equal("CAN_VIEW", Assert.Single(job.AccessControlList!).PermissionLevel);
        Assert.Null(Assert.Single(Read("name: a")).AccessControlList);
    }

    [Fact]
    public void What_the_service_sent_is_text_and_has_no_references()
    {
        JobDefinition job = Assert.Single(Read(
            """{"job_id":1,"settings":{"name":"a","description":"${HOME} $${x}"}}"""));
        Assert.Equal("${HOME} $${x}", job.Settings.Description);
        Assert.Equal("${HOME}", Assert.Single(Read("description: $${HOME}")).Settings.Description);
    }

    [Theory]
    [InlineData("name: a\ntasks:\n  - task_key: ${var.x}", 3, 15, "${var.x}")]
    [InlineData("{\n \"description\": \"x ${workspace.host}\" }", 2, 17, "${workspace.host}")]
    public void A_reference_that_nothing_resolves_is_an_error(string text, int line, int column, string words)
    {
        JobDefinitionException fault = Fault(text);
        Assert.Equal(new SourceLocation(null, line, column), fault.Location);
        Assert.Contains(words, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("name: a\ntasks:\n  - task_key: t\n    notebok_task: {}", 4, 5, "did you mean notebook_task?")]
    [InlineData("name: a\nmax_concurrent_runs: many", 2, 1, "whole number")]
    [InlineData("name: a\nname: b", 2, 1, "twice")]
    [InlineData("{\n  \"name\": \"a\",\n  \"name\": \"b\"\n}", 3, 3, "line 2")]
    [InlineData("{\n  \"name\": \"é🧀\" x }", 2, 17, "not valid JSON")]
    [InlineData("{\n  \"name\": \"a\",\n", 3, 1, "ends too early")]
    [InlineData("name: a\n\ttasks: []", 2, 1, "tab")]
    [InlineData("name: [a", 1, 9, "not valid YAML")]
    [InlineData("name: *x", 1, 7, "no anchor &x")]
    [InlineData("a: &x\n  b: *x", 2, 6, "contain itself")]
    [InlineData("name: !secret a", 1, 7, "!secret")]
    [InlineData("7", 1, 1, "settings of a job")]
    [InlineData("[7]", 1, 2, "settings of a job")]
    [InlineData("  \n", 1, 1, "white space")]
    [InlineData("# only this", 1, 1, "only comments")]
    [InlineData("job_id: seven\nname: a", 1, 9, "ID of a job")]
    public void A_mistake_has_a_place(string text, int line, int column, string words)
    {
        JobDefinitionException fault = Fault(text);
        Assert.Contains(words, fault.Message, StringComparison.Ordinal);
        Assert.Equal(new SourceLocation(null, line, column), fault.Location);
    }

    [Fact]
    public void Yaml_needs_the_parser() => Assert.Contains(
        "Databricks.Jobs.Yaml",
        Assert.Throws<JobDefinitionException>(() => new JobDefinitionReader().ReadText("name: a", null)).Message,
        StringComparison.Ordinal);
}
