using System.Text.Json;
using Databricks.Jobs.Models;
using Databricks.Jobs.Runs;
using Databricks.Jobs.Secrets;
using Databricks.Jobs.Tests.Servers;

namespace Databricks.Jobs.Tests.Runs;

public sealed class RunRepairTests : IDisposable
{
    private readonly ClientFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task The_first_repair_reruns_all_failed_tasks()
    {
        _fixture.Server.Then(
            StubResponse.Json("""{"run_id":9,"repair_history":[{"type":"ORIGINAL","id":0}]}"""),
            StubResponse.Json("""{"repair_id":5}"""));

        RepairRunResponse response = await _fixture.Client.RepairRunAsync(9);

        Assert.Equal(5, response.RepairId);
        Assert.Equal("true", _fixture.Server.Requests.First().Query("include_history"));
        Assert.Equal("""{"run_id":9,"rerun_all_failed_tasks":true}""", _fixture.Server.Requests.Last().Text);
    }

    [Fact]
    public async Task A_further_repair_finds_the_latest_one_itself_and_leaves_the_callers_object_alone()
    {
        _fixture.Server.Then(
            StubResponse.Json("""
                {"run_id":9,"repair_history":[{"type":"ORIGINAL","start_time":1},
                {"type":"REPAIR","id":6,"start_time":3000},{"type":"REPAIR","id":5,"start_time":2000}]}
                """),
            StubResponse.Json("""{"repair_id":7}"""));
        var request = new RepairRun { RerunTasks = ["a"], JobParameters = new() { ["x"] = "1" } };

        await _fixture.Client.RepairRunAsync(9, request);

        Assert.Equal(
            """{"run_id":9,"job_parameters":{"x":"1"},"latest_repair_id":6,"rerun_tasks":["a"]}""",
            _fixture.Server.Requests.Last().Text);
        Assert.Null(request.LatestRepairId);
        Assert.Null(request.RunId);
    }

    [Fact]
    public async Task A_latest_repair_that_is_given_is_not_looked_up_with_the_defaults_of_the_job()
    {
        await _fixture.Client.RepairRunAsync(9, new RepairRun { LatestRepairId = 6 }, useJobDefaults: true);

        Assert.Equal("/api/2.2/jobs/runs/repair", Assert.Single(_fixture.Server.Requests).Path);
    }

    [Fact]
    public async Task The_job_parameters_of_the_run_are_sent_again_and_single_ones_are_overridden()
    {
        const string Run = """
            {"run_id":9,"job_parameters":[{"name":"date","default":"{{today}}","value":"2026-01-15"},
             {"name":"mode","default":"fast"},{"name":"region","value":"eu"},{"name":"unset"}]}
            """;
        var repair = new RepairRun { JobParameters = new() { ["region"] = "us", ["extra"] = "1" } };

        RepairRun request = await CreateAsync(Run, repair);

        Assert.Equal(
            """{"date":"2026-01-15","extra":"1","mode":"fast","region":"us"}""",
            Sorted(request.JobParameters!));
        Assert.Equal(2, repair.JobParameters.Count);
        Assert.Null((await CreateAsync(Run, new RepairRun(), useJobDefaults: true)).JobParameters);
    }

    [Fact]
    public async Task The_overriding_parameters_of_the_run_are_sent_again()
    {
        const string Run = """
            {"run_id":9,"job_parameters":[{"name":"date","default":"d","value":"d"}],
             "overriding_parameters":{"notebook_params":{"a":"1","b":"2"},"python_params":["x"],"jar_params":["j"],
             "python_named_params":{"n":"1"},"spark_submit_params":["s"],"sql_params":{"q":"1"},
             "dbt_commands":["dbt run"],"pipeline_params":{"full_refresh":true}}}
            """;
        var repair = new RepairRun { NotebookParams = new() { ["b"] = "3" }, PythonParams = [] };

        RepairRun request = await CreateAsync(Run, repair);

        Assert.Equal(
            """
            {"run_id":9,"dbt_commands":["dbt run"],"jar_params":["j"],"notebook_params":{"a":"1","b":"3"},
            "pipeline_params":{"full_refresh":true},"python_named_params":{"n":"1"},"python_params":[],
            "rerun_all_failed_tasks":true,"spark_submit_params":["s"],"sql_params":{"q":"1"}}
            """.ReplaceLineEndings(""),
            request.ToJson());
    }

    [Fact]
    public async Task Secrets_that_the_run_hides_are_named_and_not_sent()
    {
        SecretValues.Hide("pa55-of-a-repair");
        const string Run = """
            {"run_id":9,"job_parameters":[{"name":"password","value":"pa55-of-a-repair"},{"name":"a","value":"1"},
             {"name":"url","value":"https://me:pa55-of-a-repair@host"}]}
            """;

        var error = await Assert.ThrowsAsync<RedactedParameterException>(() => CreateAsync(Run, new RepairRun()));

        Assert.Equal(["job_parameters.password", "job_parameters.url"], error.Parameters);
        Assert.Contains("job_parameters.password and job_parameters.url", error.Problem, StringComparison.Ordinal);
        RepairRun given = new() { JobParameters = new() { ["password"] = "new", ["url"] = "u" } };
        Assert.Equal(
            """{"a":"1","password":"new","url":"u"}""",
            Sorted((await CreateAsync(Run, given)).JobParameters!));
        Assert.DoesNotContain(_fixture.Server.Requests, static request => request.Method == "POST");
    }

    private Task<RepairRun> CreateAsync(string run, RepairRun repair, bool useJobDefaults = false)
    {
        _fixture.Server.Then(StubResponse.Json(run));
        return _fixture.Client.CreateRepairAsync(9, repair, useJobDefaults);
    }

    private static string Sorted(Dictionary<string, string> values) =>
        JsonSerializer.Serialize(new SortedDictionary<string, string>(values, StringComparer.Ordinal));
}
