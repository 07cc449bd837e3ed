using static Databricks.Jobs.Tests.LocalWorkspace.TestWorkspace;

namespace Databricks.Jobs.Tests.LocalWorkspace;

public sealed class OutputTests : IDisposable
{
    private readonly TestWorkspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task Each_kind_of_task_has_its_own_output()
    {
        _workspace.Server.Script("nb", new() { Output = "42" });
        _workspace.Server.Script("py", new() { Logs = "hello" });
        _workspace.Server.Script("alert", new() { Output = "TRIGGERED" });
        var run = await _workspace.FinishAsync(Notebook("nb") + """
            ,{"task_key":"py","spark_python_task":{"python_file":"/x"}}
            ,{"task_key":"query","sql_task":{"warehouse_id":"w","query":{"query_id":"q"}}}
            ,{"task_key":"alert","sql_task":{"warehouse_id":"w","alert":{"alert_id":"q"}}}
            ,{"task_key":"dash","sql_task":{"warehouse_id":"w","dashboard":{"dashboard_id":"q"}}}
            ,{"task_key":"dbt","dbt_task":{"commands":["dbt run"]}}
            """);

        async Task<System.Text.Json.JsonElement> Output(string task) =>
            await _workspace.JobsAsync($"runs/get-output?run_id={run.Task(task).Text("run_id")}");
        var notebook = await Output("nb");
        Assert.Equal("42", notebook.Text("notebook_output.result"));
        Assert.Equal("nb", notebook.Text("metadata.tasks.0.task_key"));
        Assert.Equal("hello", (await Output("py")).Text("logs"));
        Assert.Equal("w", (await Output("query")).Text("sql_output.query_output.warehouse_id"));
        Assert.Equal("TRIGGERED", (await Output("alert")).Text("sql_output.alert_output.alert_state"));
        Assert.True((await Output("dash")).At("sql_output").Has("dashboard_output"));
        Assert.True((await Output("dbt")).At("dbt_output").Has("artifacts_link"));
    }

    [Fact]
    public async Task Failures_carry_error_and_trace()
    {
        _workspace.Server.Script("a", new() { Error = "boom", ErrorTrace = "line 1" });
        var run = await _workspace.FinishAsync(Notebook("a"));
        var output = await _workspace.JobsAsync($"runs/get-output?run_id={run.Text("tasks.0.run_id")}");
        Assert.Equal("boom", output.Text("error"));
        Assert.Equal("line 1", output.Text("error_trace"));
        Assert.False(output.Has("notebook_output"));
    }

    [Fact]
    public async Task Output_and_logs_end_at_five_megabytes()
    {
        var text = new string('a', 5 * 1024 * 1024) + "END";
        _workspace.Server.Script("nb", new() { Output = text });
        _workspace.Server.Script("py", new() { Logs = text });
        var run = await _workspace.FinishAsync(
            Notebook("nb") + ",\n" + """{"task_key":"py","spark_python_task":{"python_file":"/x"}}""");
        var notebook = await _workspace.JobsAsync($"runs/get-output?run_id={run.Task("nb").Text("run_id")}");
        Assert.Equal("True", notebook.Text("notebook_output.truncated"));
        Assert.DoesNotContain("END", notebook.Text("notebook_output.result")!, StringComparison.Ordinal);
        var python = await _workspace.JobsAsync($"runs/get-output?run_id={run.Task("py").Text("run_id")}");
        Assert.Equal("True", python.Text("logs_truncated"));
        Assert.EndsWith("END", python.Text("logs"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_output_of_a_whole_run_is_rejected_and_that_of_an_active_task_is_empty()
    {
        var run = await _workspace.RunNowAsync(await _workspace.CreateTasksAsync(Notebook("a")));
        var refused = await _workspace.RejectedAsync($"runs/get-output?run_id={run}");
        Assert.StartsWith(
            "Retrieving the output of runs with multiple tasks", refused.Message, StringComparison.Ordinal);
        var task = (await _workspace.RunAsync(run)).Text("tasks.0.run_id");
        Assert.False((await _workspace.JobsAsync($"runs/get-output?run_id={task}")).Has("notebook_output"));
    }

    [Fact]
    public async Task A_notebook_run_can_be_exported_as_a_page()
    {
        _workspace.Server.Script("a", new() { Output = "<42>" });
        var run = await _workspace.FinishAsync(Notebook("a"));
        var export = await _workspace.JobsAsync($"runs/export?run_id={run.Text("run_id")}&views_to_export=ALL");
        Assert.Equal("NOTEBOOK", export.Text("views.0.type"));
        Assert.Contains("&lt;42&gt;", export.Text("views.0.content"), StringComparison.Ordinal);
        await _workspace.RejectedAsync($"runs/export?run_id={run.Text("run_id")}&views_to_export=SOME");
        var other = await _workspace.FinishAsync("""{"task_key":"j","spark_jar_task":{"main_class_name":"M"}}""");
        await _workspace.RejectedAsync($"runs/export?run_id={other.Text("run_id")}");
        var two = await _workspace.FinishAsync(Notebook("a") + "," + Notebook("b"));
        await _workspace.RejectedAsync($"runs/export?run_id={two.Text("run_id")}");
    }
}
