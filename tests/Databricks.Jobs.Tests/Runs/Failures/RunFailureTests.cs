using Databricks.Jobs.Models;
using Databricks.Jobs.Runs;
using Databricks.Jobs.Runs.Failures;
using Databricks.Jobs.Tests.Servers;

namespace Databricks.Jobs.Tests.Runs.Failures;

/// <summary>Why a run failed: the first error, what it stopped, and the other errors.</summary>
public sealed class RunFailureTests : IDisposable
{
    private readonly ClientFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task The_task_that_failed_first_comes_first_whatever_its_place_in_the_list()
    {
        RunFailure failure = await ReadAsync("""
            [{"task_key":"late","run_id":1,"end_time":3000,"state":FAILED},
             {"task_key":"canceled","run_id":2,"end_time":500,"state":CANCELED},
             {"task_key":"first","run_id":3,"end_time":1000,"attempt_number":2,"state":FAILED},
             {"task_key":"report","run_id":4,"depends_on":[{"task_key":"first"}],"end_time":900,
              "state":UPSTREAM_FAILED}]
            """);

        Assert.Equal("first", failure.FirstTask!.TaskKey);
        Assert.Equal(3, failure.FirstTask.RunId);
        Assert.Equal(2, failure.FirstTask.AttemptNumber);
        Assert.Equal(["late", "canceled"], failure.OtherFailures.Select(static task => task.TaskKey));
        Assert.Equal(
            [
                "Run 9 ended in FAILED. Task first ended in FAILED (attempt 3): KeyError: 'orders'.",
                "Tasks that did not run because of this: report.",
                "Other failed tasks: late: FAILED; canceled: CANCELED.",
            ],
            failure.ToLines());
    }

    [Fact]
    public async Task What_it_stopped_is_what_depends_on_it_and_did_not_run()
    {
        RunFailure failure = await ReadAsync("""
            [{"task_key":"d","run_id":4,"depends_on":[{"task_key":"c"}],"state":UPSTREAM_FAILED},
             {"task_key":"a","run_id":1,"state":FAILED},
             {"task_key":"c","run_id":3,"depends_on":[{"task_key":"a"},{"task_key":"b"}],"state":UPSTREAM_FAILED},
             {"task_key":"b","run_id":2,"state":SUCCESS},
             {"task_key":"always","run_id":5,"depends_on":[{"task_key":"a"}],"state":SUCCESS},
             {"task_key":"other","run_id":6,"depends_on":[{"task_key":"x"}],"state":UPSTREAM_FAILED}]
            """);

        Assert.Equal(["c", "d"], failure.Blocked);
    }

    [Fact]
    public async Task The_trace_of_the_first_error_is_read_even_if_its_task_has_a_message()
    {
        RunFailure failure = await ReadAsync("""
            [{"task_key":"first","run_id":3,"state":{"life_cycle_state":"TERMINATED","result_state":"FAILED",
              "state_message":"Task first failed with an error."}}]
            """);

        Assert.Equal("RuntimeError: cannot load", failure.Error);
        Assert.StartsWith("Traceback", failure.Trace);
        Assert.Equal("KeyError: 'orders'", failure.Cause);
    }

    [Fact]
    public async Task Of_a_for_each_task_the_error_is_that_of_the_iteration_that_failed_first()
    {
        RunFailure failure = await ReadAsync("""
            [{"task_key":"loop","run_id":20,"for_each_task":{"inputs":"[1,2]","task":{"task_key":"one"}},
              "state":FAILED}]
            """);

        Assert.Equal("loop: FAILED: KeyError: 'orders'", failure.FirstTask!.ToString());
    }

    [Fact]
    public async Task The_error_of_dbt_is_in_its_log()
    {
        RunFailure failure = await ReadAsync("""
            [{"task_key":"models","run_id":30,"dbt_task":{"commands":["dbt run"]},"state":FAILED}]
            """);

        Assert.Equal("Compilation Error in model a (models/a.sql): depends on 'b' which was not found", failure.Cause);
    }

    [Fact]
    public async Task Text_of_the_service_cannot_control_the_terminal_or_make_lines()
    {
        RunFailure failure = await ReadAsync("""
            [{"task_key":"first\u001b[2J\nsecond","run_id":40,"state":{"life_cycle_state":"TERMINATED",
              "result_state":"FAILED","state_message":"bad\u202e\u0000\u001b[31m"}}]
            """);

        string line = Assert.Single(failure.ToLines());
        Assert.DoesNotContain(line, static letter => char.IsControl(letter) || letter == '\u202e');
    }

    private async Task<RunFailure> ReadAsync(string tasks)
    {
        foreach (string result in new[] { "UPSTREAM_FAILED", "CANCELED", "SUCCESS", "FAILED" })
        {
            tasks = tasks.Replace(
                $"\"state\":{result}",
                $$""" "state":{"life_cycle_state":"TERMINATED","result_state":"{{result}}"}""",
                StringComparison.Ordinal);
        }

        _fixture.Server.Handler = request => request.Query("run_id") switch
        {
            "3" => StubResponse.Json(Chained),
            "20" => StubResponse.Json("""
                {"run_id":20,"iterations":[
                  {"task_key":"one_0","run_id":21,"end_time":5,"state":{"life_cycle_state":"TERMINATED",
                   "result_state":"SUCCESS"}},
                  {"task_key":"one_1","run_id":3,"end_time":6,"state":{"life_cycle_state":"TERMINATED",
                   "result_state":"FAILED"}}]}
                """),
            "30" => StubResponse.Json("""
                {"error":"dbt failed, see run output for details","logs":
                "10:00:00  Compilation Error in model a (models/a.sql)\n  depends on 'b' which was not found"}
                """),
            _ => StubResponse.Error(400, "INVALID_PARAMETER_VALUE", "no"),
        };
        Run run = Run.FromJson($$"""
            {"run_id":9,"state":{"life_cycle_state":"TERMINATED","result_state":"FAILED"},"tasks":{{tasks}}}
            """);
        return await _fixture.Client.GetRunFailureAsync(run);
    }

    private const string Chained =
        """{"error":"RuntimeError: cannot load","error_trace":"Traceback (most recent call last):\n"""
        + """  File \"a.py\", line 1\nKeyError: 'orders'\n\n"""
        + """The above exception was the direct cause of the following exception:\n\n"""
        + """Traceback (most recent call last):\n  File \"a.py\", line 3\nRuntimeError: cannot load\n"}""";
}
