using System.Text.Json;
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

        async Task<JsonElement> Output(string task) =>
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

    [Theory]
    [InlineData("dashboard_task", """{"dashboard_id":"d"}""", "dashboard_output.page_snapshots.0.page_display_name")]
    [InlineData(
        "clean_rooms_notebook_task", """{"clean_room_name":"c","notebook_name":"n"}""",
        "clean_rooms_notebook_output.notebook_output.result")]
    [InlineData("alert_task", """{"alert_id":"a"}""", "alert_output.alert_state")]
    [InlineData("genie_task", """{"configuration_id":"g"}""", "genie_task_output.conversation_id")]
    [InlineData("agentic_task", """{"goal":"g"}""", "agentic_task_output.response")]
    [InlineData(
        "ai_runtime_task", """{"experiment":"e","deployments":[]}""", "ai_runtime_task_output.status_message")]
    public async Task The_script_of_a_task_is_in_the_output_of_its_kind(string kind, string task, string path)
    {
        _workspace.Server.Script("t", new() { Output = "TRIGGERED", Logs = "logs" });
        JsonElement output = await FinishAsync($$$"""{"task_key":"t","{{{kind}}}":{{{task}}} }""");
        Assert.Equal("TRIGGERED", output.Text(path));
        Assert.False(output.Has("logs"));
    }

    [Theory]
    [InlineData("dbt_cloud_task", """{"dbt_cloud_job_id":1,"connection_resource_name":"c"}""", "dbt_cloud")]
    [InlineData("dbt_platform_task", """{"dbt_platform_job_id":"1","connection_resource_name":"c"}""", "dbt_platform")]
    public async Task A_dbt_service_has_steps_with_logs(string kind, string task, string prefix)
    {
        _workspace.Server.Script("t", new() { Logs = "14 models", Error = "a model failed" });
        JsonElement output = await FinishAsync($$$"""{"task_key":"t","{{{kind}}}":{{{task}}} }""");
        JsonElement step = output.At($"{prefix}_output.{prefix}_job_run_output.0");
        Assert.Equal("ERROR 14 models", $"{step.Text("status")} {step.Text("logs")}");
        Assert.Equal("a model failed", output.Text("error"));
        Assert.True(output.At(prefix + "_output").Has(prefix + "_job_run_url"));
    }

    [Theory]
    [InlineData("notebook_task", """{"notebook_path":"/n"}""", false)]
    [InlineData("sql_task", """{"warehouse_id":"w","query":{"query_id":"q"}}""", false)]
    [InlineData("dbt_task", """{"commands":["dbt run"]}""", false)]
    [InlineData("pipeline_task", """{"pipeline_id":"p"}""", false)]
    [InlineData("spark_submit_task", """{"parameters":["p"]}""", false)]
    [InlineData("spark_jar_task", """{"main_class_name":"M"}""", true)]
    [InlineData("spark_python_task", """{"python_file":"/x"}""", true)]
    [InlineData("python_wheel_task", """{"package_name":"p","entry_point":"e"}""", true)]
    public async Task Only_tasks_that_write_to_standard_output_have_logs(string kind, string task, bool expected)
    {
        _workspace.Server.Script("t", new() { Logs = "text" });
        JsonElement output = await FinishAsync($$$"""{"task_key":"t","{{{kind}}}":{{{task}}} }""");
        Assert.Equal(expected, output.Has("logs"));
        Assert.Equal(expected, output.Has("logs_truncated"));
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
        string text = new string('a', 5 * 1024 * 1024) + "END";
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
        long run = await _workspace.RunNowAsync(await _workspace.CreateTasksAsync(Notebook("a")));
        var refused = await _workspace.RejectedAsync($"runs/get-output?run_id={run}");
        Assert.Equal(
            "Retrieving the output of runs with multiple tasks is not supported. Please retrieve the output of each "
            + "individual task run instead.",
            refused.Message);
        string? task = (await _workspace.RunAsync(run)).Text("tasks.0.run_id");
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

    /// <summary>Runs one task and returns its output.</summary>
    private async Task<JsonElement> FinishAsync(string task)
    {
        JsonElement run = await _workspace.FinishAsync(task);
        return await _workspace.JobsAsync($"runs/get-output?run_id={run.Text("tasks.0.run_id")}");
    }
}
