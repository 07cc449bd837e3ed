using Databricks.Jobs.LocalWorkspace;
using Databricks.Jobs.Models;

namespace Quickstart;

/// <summary>The job of the sample: two ingest tasks, a transform, a condition and a report.</summary>
internal static class NightlyEtl
{
    public static CreateJob Definition() => new()
    {
        Name = "nightly-etl",
        Tags = new() { ["team"] = "sales", ["cost_center"] = "4711" },
        Parameters =
        [
            new() { Name = "date", Default = "2026-01-01" },
            new() { Name = "min_rows", Default = "1000" },
        ],
        Schedule = new() { QuartzCronExpression = "0 30 2 * * ?", TimezoneId = "Europe/Berlin" },
        JobClusters =
        [
            new JobCluster
            {
                JobClusterKey = "small",
                NewCluster = new() { SparkVersion = "15.4.x-scala2.12", NodeTypeId = "i3.xlarge", NumWorkers = 2 },
            },
        ],
        Tasks =
        [
            Notebook("ingest_orders", "/etl/ingest"),
            Notebook("ingest_customers", "/etl/ingest"),
            Notebook("transform", "/etl/transform", "ingest_orders", "ingest_customers"),
            new()
            {
                TaskKey = "enough_rows",
                DependsOn = [new() { TaskKey = "transform" }],
                ConditionTask = new()
                {
                    Left = "{{tasks.transform.values.rows}}",
                    Op = nameof(ConditionTaskOp.GREATER_THAN),
                    Right = "{{job.parameters.min_rows}}",
                },
            },
            new()
            {
                TaskKey = "report",
                JobClusterKey = "small",
                DependsOn = [new() { TaskKey = "enough_rows", Outcome = "true" }],
                SparkPythonTask = new() { PythonFile = "/etl/report.py" },
            },
        ],
    };

    /// <summary>
    /// Scripts the tasks in the local workspace. The transform fails once: its table does not exist yet.
    /// </summary>
    public static void Script(LocalWorkspaceServer workspace)
    {
        workspace.Script(
            "ingest_orders",
            new() { Duration = TimeSpan.FromSeconds(40), Output = """{"rows": 182044}""" });
        workspace.Script(
            "ingest_customers",
            new() { Duration = TimeSpan.FromSeconds(25), Output = """{"rows": 9121}""" });
        workspace.Script("transform", new()
        {
            Duration = TimeSpan.FromSeconds(50),
            FailTimes = 1,
            Output = """{"rows": 181990}""",
            Values = new() { ["rows"] = "181990" },
            Error = "[TABLE_OR_VIEW_NOT_FOUND] The table or view 'silver.customers' cannot be found.",
            ErrorTrace = """
                AnalysisException: [TABLE_OR_VIEW_NOT_FOUND] The table or view 'silver.customers' cannot be found.
                File /Workspace/etl/transform, line 27
                     25 orders = spark.table("bronze.orders")
                     26 customers = spark.table("silver.customers")
                ---> 27 joined = orders.join(customers, "customer_id")
                """,
        });
        workspace.Script("report", new()
        {
            Duration = TimeSpan.FromSeconds(15),
            Logs = "wrote 4 charts\npublished /reports/2026-11-20",
        });
    }

    private static Databricks.Jobs.Models.Task Notebook(string key, string path, params string[] after) => new()
    {
        TaskKey = key,
        JobClusterKey = "small",
        DependsOn = after.Length == 0 ? null : [.. after.Select(other => new TaskDependency { TaskKey = other })],
        NotebookTask = new() { NotebookPath = path },
    };
}
