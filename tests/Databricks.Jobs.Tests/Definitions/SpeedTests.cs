using System.Diagnostics;
using System.Globalization;
using Databricks.Jobs.Definitions;
using Databricks.Jobs.Models;
using Databricks.Jobs.Tests.Definitions.Files;
using JobTask = Databricks.Jobs.Models.Task;

namespace Databricks.Jobs.Tests.Definitions;

/// <summary>How long large definitions take. Run alone, so that nothing else is measured.</summary>
[CollectionDefinition(nameof(SpeedTests), DisableParallelization = true)]
[Collection(nameof(SpeedTests))]
public sealed class SpeedTests
{
    [Fact]
    public void Compares_a_thousand_tasks_in_less_than_100_ms()
    {
        JobSettings left = Large();
        JobSettings right = Large();
        right.Tasks!.Reverse();
        right.Tasks[500].MaxRetries = 3;

        Assert.InRange(Best(() => Assert.Single(JobComparer.Compare(left, right))), 0, 99);
    }

    [Fact]
    public void Checks_a_thousand_tasks_in_half_a_second()
    {
        string tasks = string.Join(",", Enumerable.Range(0, 1000).Select(i => $$$"""
            {"task_key": "t{{{i}}}", "depends_on": [{"task_key": "t{{{i - 1}}}"}],
              "notebook_task": {"notebook_path": "/a", "base_parameters": {"n": "{{job.id}} {{tasks.t0.values.n}}"} } }
            """));
        JobSettings settings = JobSettings.FromJson("{\"tasks\": [" + tasks + "]}");

        Assert.InRange(Best(() => JobRules.Check(settings)), 0, 500);
    }

    [Fact]
    public void Reads_and_checks_5_MB_of_YAML_in_less_than_a_second()
    {
        string parameters = string.Concat(Enumerable.Range(0, 126).Select(i =>
            $"        p{i}: the value of parameter {i}\n"));
        string text = "name: large\ntasks:\n" + string.Concat(Enumerable.Range(0, 1000).Select(i =>
            $"  - task_key: t{i}\n    notebook_task:\n      notebook_path: /a\n      base_parameters:\n{parameters}"));
        Assert.InRange(text.Length, 5_000_000, 6_000_000);

        Assert.InRange(Best(() =>
        {
            JobDefinition definition = Assert.Single(DefinitionReading.Read(text));
            Assert.Equal(1000, definition.Settings.Tasks!.Count);
            JobRules.Check(definition);
        }), 0, 999);
    }

    // In milliseconds. The best of several, because the machine may be busy with other work.
    private static long Best(Action action) => Enumerable.Range(0, 10).Min(_ =>
    {
        var watch = Stopwatch.StartNew();
        action();
        return watch.ElapsedMilliseconds;
    });

    private static JobSettings Large() => new()
    {
        Tasks = [.. Enumerable.Range(0, 1000).Select(i =>
        {
            var task = JobTask.FromJson("""
                {"task_key":"t","max_retries":1,"depends_on":[{"task_key":"a"},{"task_key":"b"}],
                 "libraries":[{"pypi":{"package":"pandas==1"}}],"email_notifications":{"on_failure":["a@x","b@x"]},
                 "notebook_task":{"notebook_path":"/a","base_parameters":{"a":"1","b":"2"}},
                 "new_cluster":{"spark_version":"15","num_workers":2,"spark_conf":{"a":"1","b":"2"}}}
                """);
            task.TaskKey = string.Format(CultureInfo.InvariantCulture, "task_{0}", i);
            return task;
        })],
    };
}
