using Databricks.Jobs.Models;
using Databricks.Jobs.Runs;
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
    public async Task A_latest_repair_that_is_given_is_not_looked_up()
    {
        await _fixture.Client.RepairRunAsync(9, new RepairRun { LatestRepairId = 6 });

        Assert.Equal("/api/2.2/jobs/runs/repair", Assert.Single(_fixture.Server.Requests).Path);
    }
}
