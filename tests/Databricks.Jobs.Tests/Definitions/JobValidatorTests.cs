using Databricks.Jobs.Definitions;
using Databricks.Jobs.Models;
using JobTask = Databricks.Jobs.Models.Task;

namespace Databricks.Jobs.Tests.Definitions;

public class JobValidatorTests
{
    [Fact]
    public void A_valid_job_passes() => JobValidator.Validate(new CreateJob
    {
        Name = "nightly",
        JobClusters = [new JobCluster { JobClusterKey = "small", NewCluster = new() { NumWorkers = 1 } }],
        Tasks =
        [
            Notebook("load"),
            Notebook("clean", "load"),
            Notebook("report", "clean", "load"),
        ],
    });

    [Fact]
    public void A_cycle_of_dependencies_is_shown_completely()
    {
        DefinitionProblem problem = OnlyProblem(Notebook("a", "c"), Notebook("b", "a"), Notebook("c", "b"));

        Assert.Equal("tasks", problem.Path);
        Assert.Contains("a -> c -> b -> a", problem.Message);
    }

    [Fact]
    public void A_task_that_depends_on_itself_is_a_cycle() =>
        Assert.Contains("a -> a", OnlyProblem(Notebook("a", "a")).Message);

    [Fact]
    public void Two_paths_to_the_same_task_are_not_a_cycle() =>
        JobValidator.Validate(Job(Notebook("a"), Notebook("b", "a"), Notebook("c", "a"), Notebook("d", "b", "c")));

    [Fact]
    public void A_chain_of_a_thousand_tasks_is_checked_without_trouble() => JobValidator.Validate(
        Job([.. Enumerable.Range(0, 1000).Select(i => i == 0 ? Notebook("t0") : Notebook($"t{i}", $"t{i - 1}"))]));

    [Fact]
    public void A_dependency_on_a_missing_task_names_the_nearest_one()
    {
        DefinitionProblem problem = OnlyProblem(Notebook("ingest"), Notebook("report", "ingset"));

        Assert.Equal("tasks[1].depends_on[0].task_key", problem.Path);
        Assert.Contains("did you mean 'ingest'?", problem.Message);
    }

    [Fact]
    public void A_dependency_that_resembles_no_task_names_all_tasks() =>
        Assert.Contains(
            "the tasks are ingest, report",
            OnlyProblem(Notebook("ingest"), Notebook("report", "zzz")).Message);

    [Fact]
    public void A_task_without_a_kind_gets_the_list_of_kinds()
    {
        DefinitionProblem problem = OnlyProblem(new JobTask { TaskKey = "idle" });

        Assert.Equal("tasks[0]", problem.Path);
        Assert.Contains("notebook_task", problem.Message);
    }

    [Fact]
    public void A_task_with_two_kinds_names_both()
    {
        JobTask task = Notebook("both");
        task.SparkJarTask = new SparkJarTask { MainClassName = "Main" };

        Assert.Contains("notebook_task and spark_jar_task", OnlyProblem(task).Message);
    }

    [Fact]
    public void A_task_of_a_kind_that_is_not_known_yet_passes()
    {
        var task = JobTask.FromJson("""{"task_key": "new", "quantum_task": {"qubits": 3}}""");

        JobValidator.Validate(Job(task));
    }

    [Fact]
    public void The_task_inside_a_loop_is_checked_too()
    {
        var loop = new JobTask
        {
            TaskKey = "each",
            ForEachTask = new ForEachTask { Inputs = "[1,2]", Task = new JobTask { TaskKey = "inner" } },
        };

        Assert.Equal("tasks[0].for_each_task.task", OnlyProblem(loop).Path);
    }

    [Fact]
    public void A_duplicate_key_is_named()
    {
        DefinitionProblem problem = OnlyProblem(Notebook("load"), Notebook("load"));

        Assert.Equal("tasks[1].task_key", problem.Path);
        Assert.Contains("tasks[0]", problem.Message);
    }

    [Fact]
    public void A_missing_key_is_required() =>
        Assert.Equal(
            "tasks[0].task_key",
            OnlyProblem(new JobTask { NotebookTask = new() { NotebookPath = "/x" } }).Path);

    [Theory]
    [InlineData("white space")]
    [InlineData("dot.ted")]
    public void A_key_has_letters_digits_and_dashes_only(string key) =>
        Assert.Equal("tasks[0].task_key", OnlyProblem(Notebook(key)).Path);

    [Fact]
    public void A_cluster_that_is_not_defined_is_named()
    {
        JobTask task = Notebook("load");
        task.JobClusterKey = "big";
        CreateJob job = Job(task);
        job.JobClusters = [new JobCluster { JobClusterKey = "small" }];

        Assert.Contains("job_clusters has small", OnlyProblem(job).Message);
        job.JobClusters = null;
        Assert.Contains("has no job_clusters", OnlyProblem(job).Message);
    }

    [Fact]
    public void A_schedule_and_continuous_cannot_be_combined()
    {
        CreateJob job = Job(Notebook("load"));
        job.Schedule = new CronSchedule { QuartzCronExpression = "0 0 2 * * ?", TimezoneId = "UTC" };
        job.Continuous = new Continuous();

        Assert.Contains("schedule and continuous cannot be combined", OnlyProblem(job).Message);
    }

    [Fact]
    public void More_than_25_tags_are_rejected()
    {
        CreateJob job = Job(Notebook("load"));
        job.Tags = Enumerable.Range(0, 26).ToDictionary(i => $"tag{i}", i => "x");

        DefinitionProblem problem = OnlyProblem(job);
        Assert.Equal("tags", problem.Path);
        Assert.Contains("26", problem.Message);
        Assert.Contains("25", problem.Message);
    }

    [Fact]
    public void A_name_may_have_4096_bytes_and_no_more()
    {
        CreateJob job = Job(Notebook("load"));
        job.Name = new string('ü', 2048);
        JobValidator.Validate(job);
        job.Name += "x";

        Assert.Equal("name", OnlyProblem(job).Path);
    }

    [Fact]
    public void All_mistakes_are_reported_together()
    {
        var exception = Assert.Throws<DefinitionException>(
            () => JobValidator.Validate(Job(Notebook("a", "b"), new JobTask { TaskKey = "c" })));

        Assert.Equal(2, exception.Problems.Count);
        Assert.Contains("The definition has 2 problems: (1)", exception.Message);
        Assert.Equal("Correct the definition and try again.", exception.RecommendedAction);
    }

    [Fact]
    public void Settings_have_the_same_rules() => Assert.Throws<DefinitionException>(
        () => JobValidator.Validate(new JobSettings { Tasks = [Notebook("a", "a")] }));

    [Fact]
    public void A_one_time_run_has_the_same_rules() => Assert.Throws<DefinitionException>(
        () => JobValidator.Validate(new SubmitRun { Tasks = [new SubmitTask { TaskKey = "idle" }] }));

    [Fact]
    public void Job_parameters_and_the_older_ones_cannot_be_combined()
    {
        var exception = Assert.Throws<DefinitionException>(() => JobValidator.Validate(new RunNow
        {
            JobId = 1,
            JobParameters = new() { ["a"] = "b" },
            NotebookParams = new() { ["a"] = "b" },
            JarParams = ["x"],
        }));

        Assert.Contains(exception.Problems, problem => problem.Message.Contains("notebook_params"));
        Assert.Contains(exception.Problems, problem => problem.Path == "jar_params");
    }

    [Fact]
    public void An_idempotency_token_has_64_characters_at_most() => Assert.Throws<DefinitionException>(
        () => JobValidator.Validate(new RunNow { JobId = 1, IdempotencyToken = new string('x', 65) }));

    [Fact]
    public void Parameters_have_10000_bytes_at_most() => Assert.Throws<DefinitionException>(
        () => JobValidator.Validate(
            new RunNow { JobId = 1, NotebookParams = new() { ["a"] = new string('x', 10_000) } }));

    private static JobTask Notebook(string key, params string[] after) => new()
    {
        TaskKey = key,
        NotebookTask = new NotebookTask { NotebookPath = "/etl/" + key },
        DependsOn = [.. after.Select(other => new TaskDependency { TaskKey = other })],
    };

    private static CreateJob Job(params JobTask[] tasks) => new() { Name = "job", Tasks = [.. tasks] };

    private static DefinitionProblem OnlyProblem(params JobTask[] tasks) => OnlyProblem(Job(tasks));

    private static DefinitionProblem OnlyProblem(CreateJob job) =>
        Assert.Single(Assert.Throws<DefinitionException>(() => JobValidator.Validate(job)).Problems);
}
