using Databricks.Jobs.Definitions;
using Databricks.Jobs.Models;

namespace Databricks.Jobs.Tests.Definitions;

public sealed class UpdateValidationTests
{
    [Fact]
    public void A_task_may_depend_on_one_that_only_the_job_has() => JobValidator.Validate(Update("""
        {"tasks":[{"task_key":"b","depends_on":[{"task_key":"a"}],"job_cluster_key":"main",
         "notebook_task":{"notebook_path":"/b"}}]}
        """));

    [Theory]
    [InlineData("""{"tasks":[{"task_key":"b"}]}""", "tasks[0]", "does not say what to do")]
    [InlineData("""{"tasks":[{"notebook_task":{"notebook_path":"/b"}}]}""", "tasks[0].task_key", "required")]
    [InlineData("""{"max_concurrent_runs":1001}""", "max_concurrent_runs", "1001")]
    [InlineData("""{"continuous":{},"trigger":{}}""", "", "cannot be combined")]
    public void The_new_settings_must_be_valid(string json, string path, string message)
    {
        DefinitionProblem problem = Problem(Update(json));

        Assert.Equal(path, problem.Path);
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("schedule", "schedule")]
    [InlineData("Schedule", "schedule")]
    [InlineData("JobClusters/Main", "job_clusters/Main")]
    [InlineData("tasks/task_1", "tasks/task_1")]
    [InlineData("nothing", "nothing")]
    public void A_path_is_sent_with_the_names_of_the_API(string given, string sent) =>
        Assert.Equal(sent, RemovableFields.Normalize(given));

    [Theory]
    [InlineData("schedule")]
    [InlineData("tasks/task_1")]
    [InlineData("parameters/date")]
    public void Settings_and_items_of_lists_can_be_removed(string path) =>
        JobValidator.Validate(new UpdateJob { FieldsToRemove = [path] });

    [Theory]
    [InlineData("schedul", "did you mean schedule?")]
    [InlineData("tasks.task_1", "no setting 'tasks.task_1'")]
    [InlineData("quite something else", "it has budget_policy_id")]
    [InlineData("schedule/timezone_id", "only complete settings")]
    [InlineData("tasks/a/depends_on", "only complete settings")]
    [InlineData("tasks/", "only complete settings")]
    public void A_path_to_nothing_is_rejected(string path, string message)
    {
        DefinitionProblem problem = Problem(new UpdateJob { FieldsToRemove = ["description", path] });

        Assert.Equal("fields_to_remove[1]", problem.Path);
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_setting_cannot_be_both_set_and_removed()
    {
        UpdateJob update = Update("""{"description":"d","tasks":[]}""");
        update.FieldsToRemove = ["description", "tasks/a"];

        Assert.Contains("both set and removed", Problem(update).Message, StringComparison.Ordinal);
    }

    private static UpdateJob Update(string json) => new() { JobId = 7, NewSettings = JobSettings.FromJson(json) };

    private static DefinitionProblem Problem(UpdateJob update) =>
        Assert.Single(Assert.Throws<DefinitionException>(() => JobValidator.Validate(update)).Problems);
}
