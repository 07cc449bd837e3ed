using System.Text.Json;
using static Databricks.Jobs.Tests.LocalWorkspace.TestWorkspace;

namespace Databricks.Jobs.Tests.LocalWorkspace;

public sealed class TaskGraphTests : IDisposable
{
    private readonly TestWorkspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Theory]
    [InlineData("ALL_SUCCESS", "SUCCESS", "SUCCESS", "SUCCESS")]
    [InlineData("ALL_SUCCESS", "SUCCESS", "FAILED", "UPSTREAM_FAILED")]
    [InlineData("ALL_SUCCESS", "SUCCESS", "CANCELED", "UPSTREAM_CANCELED")]
    [InlineData("ALL_DONE", "FAILED", "FAILED", "SUCCESS")]
    [InlineData("AT_LEAST_ONE_SUCCESS", "SUCCESS", "FAILED", "SUCCESS")]
    [InlineData("AT_LEAST_ONE_SUCCESS", "FAILED", "FAILED", "UPSTREAM_FAILED")]
    [InlineData("NONE_FAILED", "SUCCESS", "SUCCESS", "SUCCESS")]
    [InlineData("NONE_FAILED", "SUCCESS", "TIMEDOUT", "UPSTREAM_FAILED")]
    [InlineData("AT_LEAST_ONE_FAILED", "SUCCESS", "FAILED", "SUCCESS")]
    [InlineData("AT_LEAST_ONE_FAILED", "SUCCESS", "SUCCESS", "EXCLUDED")]
    [InlineData("ALL_FAILED", "FAILED", "FAILED", "SUCCESS")]
    [InlineData("ALL_FAILED", "SUCCESS", "FAILED", "EXCLUDED")]
    public async Task Run_if_decides_by_what_came_before(string rule, string one, string two, string expected)
    {
        _workspace.Server.Script("one", new() { Result = one });
        _workspace.Server.Script("two", new() { Result = two });
        var run = await _workspace.FinishAsync(string.Join(
            ",", Notebook("one"), Notebook("two"), Notebook("last", "one,two", $$""","run_if":"{{rule}}" """)));
        Assert.Equal("TERMINATED/" + expected, run.Task("last").State());
    }

    [Fact]
    public async Task A_task_after_excluded_tasks_only_is_excluded_too()
    {
        var run = await _workspace.FinishAsync(string.Join(
            ",",
            Notebook("a"),
            Notebook("b", "a", ""","run_if":"ALL_FAILED" """),
            Notebook("c", "b", ""","run_if":"ALL_DONE" """)));
        Assert.Equal("a:SUCCESS b:EXCLUDED c:EXCLUDED", run.Results());
        Assert.Equal("TERMINATED/SUCCESS", run.State());
    }

    [Theory]
    [InlineData("EQUAL_TO", "12.0", "12", "false")]
    [InlineData("EQUAL_TO", "x", "x", "true")]
    [InlineData("NOT_EQUAL", "12.0", "12", "true")]
    [InlineData("GREATER_THAN", "12.5", "12", "true")]
    [InlineData("GREATER_THAN_OR_EQUAL", "12.0", "12", "true")]
    [InlineData("GREATER_THAN_OR_EQUAL", "10.0", "12", "false")]
    [InlineData("LESS_THAN", "9", "10", "true")]
    [InlineData("LESS_THAN_OR_EQUAL", "11", "10", "false")]
    public async Task Equality_compares_text_and_order_compares_numbers(
        string op, string left, string right, string outcome)
    {
        var run = await _workspace.FinishAsync(Condition("c", op, left, right) + $$$"""
            ,{"task_key":"yes","depends_on":[{"task_key":"c","outcome":"true"}],"notebook_task":{"notebook_path":"/y"}}
            ,{"task_key":"no","depends_on":[{"task_key":"c","outcome":"false"}],"notebook_task":{"notebook_path":"/n"}}
            ,{{{Notebook("join", "yes,no")}}}
            """);
        Assert.Equal(outcome, run.Task("c").Text("condition_task.outcome"));
        Assert.Equal(outcome == "true" ? "SUCCESS" : "EXCLUDED", run.Task("yes").State().Split('/')[1]);
        Assert.Equal(outcome == "true" ? "EXCLUDED" : "SUCCESS", run.Task("no").State().Split('/')[1]);
        Assert.Equal("TERMINATED/SUCCESS", run.Task("join").State());
        Assert.Equal("TERMINATED/SUCCESS", run.State());
    }

    [Fact]
    public async Task Ordering_text_fails_the_condition()
    {
        var run = await _workspace.FinishAsync(Condition("c", "LESS_THAN", "a", "10"));
        Assert.Equal("TERMINATED/FAILED", run.Task("c").State());
        Assert.Equal("INVALID_RUN_CONFIGURATION", run.Text("status.termination_details.code"));
    }

    [Fact]
    public async Task References_are_resolved_when_a_task_starts()
    {
        _workspace.Server.Script("first", new() { Values = new() { ["rows"] = "7" } });
        long job = await _workspace.CreateAsync($$$"""
            {"name":"refs","parameters":[{"name":"z","default":"1"},{"name":"day","default":"mon"}],
             "tasks":[{{{Notebook("first")}}},
              {"task_key":"second","depends_on":[{"task_key":"first"}],
               "notebook_task":{"notebook_path":"/n","base_parameters":{
               "rows":"{{tasks.first.values.rows}}","was":"{{tasks.first.result_state}}",
               "job":"{{job.id}} {{ job.name }}","me":"{{task.name}}","day":"own",
               "date":"{{job.start_time.iso_date}}","wd":"{{job.start_time.iso_weekday}}",
               "at":"{{job.start_time.iso_datetime}}","tries":"{{task.execution_count}}","no":"{{nothing.known}}"} } }]}
            """);
        long run = await _workspace.RunNowAsync(job, ""","job_parameters":{"day":"tue","extra":"e"}""");
        _workspace.Advance(100);
        var view = await _workspace.RunAsync(run, "&include_resolved_values=true");
        var values = view.Task("second").At("resolved_values.notebook_task.base_parameters");

        Assert.Equal("7", values.Text("rows"));
        Assert.Equal("success", values.Text("was"));
        Assert.Equal($"{job} refs", values.Text("job"));
        Assert.Equal("second", values.Text("me"));
        Assert.Equal("tue", values.Text("day"));
        Assert.Equal("2026-03-02", values.Text("date"));
        Assert.Equal("1", values.Text("wd"));
        Assert.Equal("2026-03-02T08:00:00.000Z", values.Text("at"));
        Assert.Equal("1", values.Text("tries"));
        Assert.Equal("{{nothing.known}}", values.Text("no"));
        Assert.Equal(
            ["day", "extra", "z"],
            view.At("job_parameters").EnumerateArray().Select(parameter => parameter.Text("name")));
        Assert.Equal("tue", view.Text("job_parameters.0.value"));
        Assert.Equal("mon", view.Text("job_parameters.0.default"));
        Assert.False((await _workspace.RunAsync(run)).Task("second").Has("resolved_values"));
    }

    [Fact]
    public async Task Names_in_references_can_be_in_backticks()
    {
        _workspace.Server.Script("first", new() { Values = new() { ["total.rows"] = "7" } });
        long job = await _workspace.CreateAsync($$$"""
            {"parameters":[{"name":"run date@","default":"mon"}],
             "tasks":[{{{Notebook("first")}}},
              {"task_key":"second","depends_on":[{"task_key":"first"}],
               "notebook_task":{"notebook_path":"/n","base_parameters":{
               "a":"{{job.parameters.`run date@`}}","b":"{{tasks.`first`.values.`total.rows`}}",
               "c":"{{`tasks`.first.run_id}}","d":"{{tasks.`first.run_id}}"} } }]}
            """);
        long run = await _workspace.RunNowAsync(job);
        _workspace.Advance(100);
        var view = await _workspace.RunAsync(run, "&include_resolved_values=true");
        var values = view.Task("second").At("resolved_values.notebook_task.base_parameters");
        Assert.Equal("mon", values.Text("a"));
        Assert.Equal("7", values.Text("b"));
        Assert.Equal(view.Task("first").Text("run_id"), values.Text("c"));
        Assert.Equal("{{tasks.`first.run_id}}", values.Text("d"));
    }

    [Fact]
    public async Task The_rows_of_a_sql_task_can_be_referred_to()
    {
        _workspace.Server.Script("sql", new() { Output = """[{"id":1,"name":"x"},{"id":2,"name":"y"}]""" });
        _workspace.Server.Script("alert", new() { Output = "TRIGGERED" });
        long run = await _workspace.RunNowAsync(await _workspace.CreateTasksAsync("""
            {"task_key":"sql","sql_task":{"warehouse_id":"w","query":{"query_id":"q"}}},
            {"task_key":"alert","sql_task":{"warehouse_id":"w","alert":{"alert_id":"a"}}},
            {"task_key":"nb","depends_on":[{"task_key":"sql"},{"task_key":"alert"}],
             "notebook_task":{"notebook_path":"/n","base_parameters":{
              "rows":"{{tasks.sql.output.rows}}","id":"{{tasks.sql.output.first_row.id}}",
              "name":"{{tasks.sql.output.first_row.name}}","none":"{{tasks.sql.output.first_row.nothing}}",
              "row":"{{tasks.sql.output.first_row}}","state":"{{tasks.alert.output.alert_state}}"} } },
            {"task_key":"loop","depends_on":[{"task_key":"sql"}],
             "for_each_task":{"inputs":"{{tasks.sql.output.rows}}","task":
              {"task_key":"item","notebook_task":{"notebook_path":"/i","base_parameters":{"x":"{{input.name}}"} } } } }
            """));
        _workspace.Advance(1000);
        var view = await _workspace.RunAsync(run, "&include_resolved_values=true");
        var values = view.Task("nb").At("resolved_values.notebook_task.base_parameters");
        Assert.Equal("""[{"id":1,"name":"x"},{"id":2,"name":"y"}]""", values.Text("rows"));
        Assert.Equal("1", values.Text("id"));
        Assert.Equal("x", values.Text("name"));
        Assert.Equal("""{"id":1,"name":"x"}""", values.Text("row"));
        Assert.Equal("{{tasks.sql.output.first_row.nothing}}", values.Text("none"));
        Assert.Equal("TRIGGERED", values.Text("state"));

        var loop = await _workspace.RunAsync(
            view.Task("loop").At("run_id").GetInt64(), "&include_resolved_values=true");
        Assert.Equal("y", loop.Text("iterations.1.resolved_values.notebook_task.base_parameters.x"));
        var output = await _workspace.JobsAsync($"runs/get-output?run_id={view.Task("sql").Text("run_id")}");
        string key = output.Text("sql_output.query_output.sql_statements.0.lookup_key")!;
        Assert.DoesNotContain("[", key, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Old_parameters_go_over_those_of_the_tasks()
    {
        long job = await _workspace.CreateAsync("""
            {"tasks":[
             {"task_key":"jar","spark_jar_task":{"main_class_name":"M","parameters":["a"]}},
             {"task_key":"py","spark_python_task":{"python_file":"/x","parameters":["a"]}},
             {"task_key":"sub","spark_submit_task":{"parameters":["a"]}},
             {"task_key":"whl","python_wheel_task":
              {"package_name":"p","entry_point":"e","named_parameters":{"a":"1"}}},
             {"task_key":"sql","sql_task":{"warehouse_id":"w","query":{"query_id":"q"},"parameters":{"a":"1"}}},
             {"task_key":"dbt","dbt_task":{"commands":["dbt run"]}}]}
            """);
        long run = await _workspace.RunNowAsync(job, """
            ,"jar_params":["j"],"python_params":["p"],"spark_submit_params":["s"],
            "python_named_params":{"b":"2"},"sql_params":{"a":"9"},"dbt_commands":["dbt test"]
            """);
        _workspace.Advance(100);
        var view = await _workspace.RunAsync(run, "&include_resolved_values=true");

        string Resolved(string task, string path) => view.Task(task).Text("resolved_values." + path)!;
        Assert.Equal("""["j"]""", Resolved("jar", "spark_jar_task.parameters"));
        Assert.Equal("""["p"]""", Resolved("py", "spark_python_task.parameters"));
        Assert.Equal("""["s"]""", Resolved("sub", "spark_submit_task.parameters"));
        Assert.Equal("""{"a":"1","b":"2"}""", Resolved("whl", "python_wheel_task.named_parameters"));
        Assert.Equal("""{"a":"9"}""", Resolved("sql", "sql_task.parameters"));
        Assert.Equal("""["dbt test"]""", Resolved("dbt", "dbt_task.commands"));
        Assert.Equal("""["j"]""", view.Text("overriding_parameters.jar_params"));
    }

    [Fact]
    public async Task A_for_each_task_runs_its_inputs_a_few_at_a_time()
    {
        long run = await _workspace.RunNowAsync(await _workspace.CreateTasksAsync(Loop(
            """[{\"id\":1},{\"id\":2},{\"id\":3}]""", """,{"x":"{{input.id}}","all":"{{input}}"}""")));
        _workspace.Advance(3);
        var loop = await LoopAsync(run);
        Assert.Equal(2, loop.At("iterations").GetArrayLength());
        Assert.Equal("2", loop.Text("tasks.0.for_each_task.stats.task_run_stats.active_iterations"));
        _workspace.Advance(100);
        loop = await LoopAsync(run);

        Assert.Equal("TERMINATED/SUCCESS", loop.State());
        Assert.Equal("3", loop.Text("tasks.0.for_each_task.stats.task_run_stats.succeeded_iterations"));
        var values = loop.At("iterations.2.resolved_values.notebook_task.base_parameters");
        Assert.Equal("3", values.Text("x"));
        Assert.Equal("""{"id":3}""", values.Text("all"));
    }

    [Fact]
    public async Task A_for_each_task_fails_when_an_iteration_does()
    {
        _workspace.Server.Script("item", new() { Error = "bad item" });
        var run = await _workspace.FinishAsync(Loop("[1,2]"));
        Assert.Equal("INTERNAL_ERROR/FAILED", run.State());
        Assert.Equal("2", run.Text("tasks.0.for_each_task.stats.error_message_stats.0.count"));
        Assert.Equal("2", run.Text("tasks.0.for_each_task.stats.task_run_stats.failed_iterations"));
    }

    [Theory]
    [InlineData("no array", "FAILED")]
    [InlineData("{}", "FAILED")]
    [InlineData("[]", "SUCCESS")]
    public async Task Inputs_that_are_no_array_fail_and_none_succeed(string inputs, string result) =>
        Assert.Equal("TERMINATED/" + result, (await _workspace.FinishAsync(Loop(inputs))).Task("loop").State());

    [Fact]
    public async Task A_run_job_task_starts_the_other_job_and_waits_for_it()
    {
        long inner = await _workspace.CreateTasksAsync(
            Notebook("x"), ""","parameters":[{"name":"p","default":"1"}]""");
        var run = await _workspace.FinishAsync(RunJob(inner, ""","job_parameters":{"p":"{{job.run_id}}"}"""));
        var output = await _workspace.JobsAsync($"runs/get-output?run_id={run.Text("tasks.0.run_id")}");
        var child = await _workspace.RunAsync(output.At("run_job_output.run_id").GetInt64());

        Assert.Equal("TERMINATED/SUCCESS", run.State());
        Assert.Equal("RUN_JOB_TASK", child.Text("trigger"));
        Assert.Equal(run.Text("tasks.0.run_id"), child.Text("trigger_info.run_id"));
        Assert.Equal(run.Text("run_id"), child.Text("job_parameters.0.value"));
    }

    [Fact]
    public async Task A_run_job_task_fails_with_its_job_or_without_one()
    {
        _workspace.Server.Script("x", new() { Result = "FAILED" });
        long inner = await _workspace.CreateTasksAsync(Notebook("x"));
        Assert.Equal("INTERNAL_ERROR/FAILED", (await _workspace.FinishAsync(RunJob(inner))).State());
        var missing = await _workspace.FinishAsync(RunJob(1));
        Assert.Equal("RESOURCE_NOT_FOUND", missing.Text("status.termination_details.code"));
    }

    [Fact]
    public async Task A_job_that_starts_itself_comes_to_an_end()
    {
        long job = await _workspace.CreateAsync("""{"name":"me","max_concurrent_runs":100}""");
        await _workspace.JobsAsync(
            "update", $$$"""{"job_id":{{{job}}},"new_settings":{"tasks":[{{{RunJob(job)}}}]}}""");
        long run = await _workspace.RunNowAsync(job);
        _workspace.Advance(100);
        Assert.Equal("INTERNAL_ERROR/FAILED", (await _workspace.RunAsync(run)).State());
    }

    private async Task<JsonElement> LoopAsync(long run)
    {
        long task = (await _workspace.RunAsync(run)).At("tasks.0.run_id").GetInt64();
        return await _workspace.RunAsync(task, "&include_resolved_values=true");
    }

    private static string Condition(string key, string op, string left, string right) =>
        $$$"""{"task_key":"{{{key}}}","condition_task":{"op":"{{{op}}}","left":"{{{left}}}","right":"{{{right}}}"} }""";

    private static string Loop(string inputs, string parameters = ",{}") => $$$"""
        {"task_key":"loop","for_each_task":{"inputs":"{{{inputs}}}","concurrency":2,
         "task":{"task_key":"item","notebook_task":
          {"notebook_path":"/i","base_parameters":{{{parameters.Substring(1)}}} } } } }
        """;

    private static string RunJob(long job, string more = "") =>
        $$$"""{"task_key":"call","run_job_task":{"job_id":{{{job}}}{{{more}}} } }""";
}
