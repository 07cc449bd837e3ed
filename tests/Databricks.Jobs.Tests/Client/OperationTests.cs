using Databricks.Jobs.Models;
using Databricks.Jobs.Tests.Servers;

namespace Databricks.Jobs.Tests.Client;

public sealed class OperationTests : IDisposable
{
    private readonly ClientFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    public static TheoryData<string, string, string?> Operations() => new()
    {
        { "POST /api/2.2/jobs/create", nameof(JobsClient.CreateAsync), """{"name":"a"}""" },
        { "GET /api/2.2/jobs/get?job_id=7", nameof(JobsClient.GetAsync), null },
        { "GET /api/2.2/jobs/list?limit=100&name=a%20b&expand_tasks=false", nameof(JobsClient.ListAsync), null },
        { "POST /api/2.2/jobs/reset", nameof(JobsClient.ResetAsync), """{"job_id":7,"new_settings":{"name":"b"}}""" },
        { "POST /api/2.2/jobs/update", nameof(JobsClient.UpdateAsync), """{"job_id":7,"fields_to_remove":["tasks/a"]}""" },
        { "POST /api/2.2/jobs/delete", nameof(JobsClient.DeleteAsync), """{"job_id":7}""" },
        { "POST /api/2.2/jobs/run-now", nameof(JobsClient.RunNowAsync), """{"job_id":7,"idempotency_token":"t"}""" },
        { "POST /api/2.2/jobs/runs/submit", nameof(JobsClient.SubmitAsync), """{"idempotency_token":"t","run_name":"r"}""" },
        { "GET /api/2.2/jobs/runs/get?run_id=9&include_history=true&include_resolved_values=true", nameof(JobsClient.GetRunAsync), null },
        {
            "GET /api/2.2/jobs/runs/list?limit=25&job_id=7&active_only=true&run_type=JOB_RUN&expand_tasks=true"
                + "&start_time_from=1000&start_time_to=2000",
            nameof(JobsClient.ListRunsAsync),
            null
        },
        { "GET /api/2.2/jobs/runs/get-output?run_id=9", nameof(JobsClient.GetRunOutputAsync), null },
        { "GET /api/2.2/jobs/runs/export?run_id=9&views_to_export=ALL", nameof(JobsClient.ExportRunAsync), null },
        { "POST /api/2.2/jobs/runs/cancel", nameof(JobsClient.CancelRunAsync), """{"run_id":9}""" },
        { "POST /api/2.2/jobs/runs/cancel-all", nameof(JobsClient.CancelAllRunsAsync), """{"job_id":7}""" },
        { "POST /api/2.2/jobs/runs/delete", nameof(JobsClient.DeleteRunAsync), """{"run_id":9}""" },
        { "POST /api/2.2/jobs/runs/repair", nameof(JobsClient.RepairRunAsync), """{"run_id":9}""" },
        { "GET /api/2.0/permissions/jobs/7", nameof(JobsClient.GetPermissionsAsync), null },
        { "PUT /api/2.0/permissions/jobs/7", nameof(JobsClient.SetPermissionsAsync), """{"access_control_list":[{"user_name":"u"}]}""" },
        { "PATCH /api/2.0/permissions/jobs/7", nameof(JobsClient.UpdatePermissionsAsync), """{"access_control_list":[{"user_name":"u"}]}""" },
        { "GET /api/2.0/permissions/jobs/7/permissionLevels", nameof(JobsClient.GetPermissionLevelsAsync), null },
        { "GET /api/2.0/policies/jobs/get-compliance?job_id=7", nameof(JobsClient.GetComplianceAsync), null },
        { "GET /api/2.0/policies/jobs/list-compliance?policy_id=p%2F1", nameof(JobsClient.ListComplianceAsync), null },
        { "POST /api/2.0/policies/jobs/enforce-compliance", nameof(JobsClient.EnforceComplianceAsync), """{"job_id":7,"validate_only":true}""" },
    };

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Every_operation_is_sent_as_the_API_has_it(string sent, string method, string? body)
    {
        await CallAsync(method);

        ReceivedRequest request = Assert.Single(_fixture.Server.Requests);
        Assert.Equal(sent, $"{request.Method} {request.Target}");
        Assert.Equal(body ?? "", request.Text);
        if (body is not null) Assert.Equal("application/json", request.Headers["Content-Type"]);
    }

    [Theory]
    [InlineData(nameof(JobsClient.RunNowAsync))]
    [InlineData(nameof(JobsClient.SubmitAsync))]
    public async Task A_run_is_started_with_one_fresh_token_however_often_it_is_sent(string method)
    {
        var run = new RunNow { JobId = 7 };
        var submit = new SubmitRun();
        _fixture.Server.Then(StubResponse.Broken(), StubResponse.Json("""{"run_id":9}"""));

        if (method == nameof(JobsClient.RunNowAsync)) Assert.Equal(9, (await _fixture.Client.RunNowAsync(run)).RunId);
        else Assert.Equal(9, (await _fixture.Client.SubmitAsync(submit)).RunId);

        string?[] tokens =
            [.. _fixture.Server.Requests.Select(static one => RunNow.FromJson(one.Text).IdempotencyToken)];
        Assert.Equal(2, tokens.Length);
        Assert.Single(tokens.Distinct());
        Assert.True(Guid.TryParse(tokens[0], out _));
        Assert.Null(run.IdempotencyToken);
        Assert.Null(submit.IdempotencyToken);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("")]
    public async Task A_response_that_does_not_say_what_was_made_is_an_error(string response)
    {
        _fixture.Server.Handler = _ => StubResponse.Text(200, response, "application/json");

        var created = await Assert.ThrowsAsync<UnexpectedResponseException>(() => _fixture.Client.CreateAsync(new CreateJob()));
        var started = await Assert.ThrowsAsync<UnexpectedResponseException>(
            () => _fixture.Client.RunNowAsync(new RunNow { JobId = 7 }));
        var submitted = await Assert.ThrowsAsync<UnexpectedResponseException>(() => _fixture.Client.SubmitAsync(new SubmitRun()));

        Assert.Contains("Check before you send it again", created.RecommendedAction, StringComparison.Ordinal);
        Assert.Contains(started.IdempotencyToken!, started.RecommendedAction, StringComparison.Ordinal);
        Assert.Contains(submitted.IdempotencyToken!, submitted.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_large_job_is_put_together_from_its_parts()
    {
        _fixture.Server.Then(
            StubResponse.Json("""
                {"job_id":7,"has_more":true,"next_page_token":"a","settings":{"name":"n",
                "tasks":[{"task_key":"1"}],"job_clusters":[{"job_cluster_key":"c"}],"parameters":[{"name":"p"}]}}
                """),
            StubResponse.Json("""{"job_id":7,"has_more":true,"next_page_token":"b","settings":{"tasks":[{"task_key":"2"}]}}"""),
            StubResponse.Json("""{"settings":{"tasks":[{"task_key":"3"}],"environments":[{"environment_key":"e"}],"parameters":[{"name":"q"}]}}"""));

        Job job = await _fixture.Client.GetAsync(7, includeTriggerState: true);

        Assert.Equal(["1", "2", "3"], job.Settings!.Tasks!.Select(static task => task.TaskKey));
        Assert.Equal(["p", "q"], job.Settings.Parameters!.Select(static parameter => parameter.Name));
        Assert.Single(job.Settings.JobClusters!);
        Assert.Single(job.Settings.Environments!);
        Assert.Equal("n", job.Settings.Name);
        Assert.Null(job.NextPageToken);
        Assert.Null(job.HasMore);
        Assert.Equal([null, "a", "b"], _fixture.Server.Requests.Select(static request => request.Query("page_token")));
        Assert.All(_fixture.Server.Requests, static request => Assert.Equal("true", request.Query("include_trigger_state")));
    }

    [Fact]
    public async Task A_large_run_is_put_together_from_its_parts()
    {
        _fixture.Server.Then(
            StubResponse.Json("""{"run_id":9,"next_page_token":"a","tasks":[{"task_key":"1"}],"job_parameters":[{"name":"p"}],"repair_history":[{"id":1}]}"""),
            StubResponse.Json("""{"run_id":9,"tasks":[{"task_key":"2"}],"job_clusters":[{"job_cluster_key":"c"}]}"""));

        Run run = await _fixture.Client.GetRunAsync(9);

        Assert.Equal(["1", "2"], run.Tasks!.Select(static task => task.TaskKey));
        Assert.Single(run.JobParameters!);
        Assert.Single(run.RepairHistory!);
        Assert.Single(run.JobClusters!);
    }

    [Fact]
    public async Task The_run_of_a_for_each_task_goes_on_with_its_iterations_alone()
    {
        _fixture.Server.Then(
            StubResponse.Json("""{"run_id":9,"next_page_token":"a","tasks":[{"task_key":"1"}],"iterations":[{"task_key":"i1"}]}"""),
            StubResponse.Json("""{"run_id":9,"tasks":[{"task_key":"1"}],"iterations":[{"task_key":"i2"}]}"""));

        Run run = await _fixture.Client.GetRunAsync(9);

        Assert.Single(run.Tasks!);
        Assert.Equal(["i1", "i2"], run.Iterations!.Select(static task => task.TaskKey));
    }

    [Fact]
    public async Task Parts_that_go_round_in_circles_are_an_error()
    {
        _fixture.Server.Handler = static _ => StubResponse.Json("""{"run_id":9,"next_page_token":"a"}""");

        await Assert.ThrowsAsync<JobsException>(() => _fixture.Client.GetRunAsync(9));
    }

    [Fact]
    public async Task A_client_serves_several_callers_at_the_same_time()
    {
        _fixture.Server.Handler = static request => StubResponse.Json($$"""{"job_id":{{request.Query("job_id")}}}""");

        Job[] jobs = await Task.WhenAll(Enumerable.Range(0, 50).Select(id => _fixture.Client.GetAsync(id)));

        Assert.Equal(Enumerable.Range(0, 50).Select(static id => (long?)id), jobs.Select(static job => job.JobId));
    }

    private async Task CallAsync(string method)
    {
        JobsClient client = _fixture.Client;
        JobAccessControlRequest[] entries = [new JobAccessControlRequest { UserName = "u" }];
        switch (method)
        {
            case nameof(JobsClient.CreateAsync): await client.CreateAsync(new CreateJob { Name = "a" }); break;
            case nameof(JobsClient.GetAsync): await client.GetAsync(7); break;
            case nameof(JobsClient.ListAsync):
                await DrainAsync(client.ListAsync(new ListJobsOptions { Name = "a b", ExpandTasks = false }));
                break;
            case nameof(JobsClient.ResetAsync):
                await client.ResetAsync(new ResetJob { JobId = 7, NewSettings = new JobSettings { Name = "b" } });
                break;
            case nameof(JobsClient.UpdateAsync):
                await client.UpdateAsync(new UpdateJob { JobId = 7, FieldsToRemove = ["tasks/a"] });
                break;
            case nameof(JobsClient.DeleteAsync): await client.DeleteAsync(7); break;
            case nameof(JobsClient.RunNowAsync):
                await client.RunNowAsync(new RunNow { JobId = 7, IdempotencyToken = "t" });
                break;
            case nameof(JobsClient.SubmitAsync):
                await client.SubmitAsync(new SubmitRun { RunName = "r", IdempotencyToken = "t" });
                break;
            case nameof(JobsClient.GetRunAsync): await client.GetRunAsync(9, true, true); break;
            case nameof(JobsClient.ListRunsAsync):
                await DrainAsync(client.ListRunsAsync(new ListRunsOptions
                {
                    JobId = 7,
                    ActiveOnly = true,
                    RunType = nameof(RunType.JOB_RUN),
                    ExpandTasks = true,
                    StartTimeFrom = DateTimeOffset.FromUnixTimeMilliseconds(1000),
                    StartTimeTo = DateTimeOffset.FromUnixTimeMilliseconds(2000),
                }));
                break;
            case nameof(JobsClient.GetRunOutputAsync): await client.GetRunOutputAsync(9); break;
            case nameof(JobsClient.ExportRunAsync): await client.ExportRunAsync(9, nameof(ViewsToExport.ALL)); break;
            case nameof(JobsClient.CancelRunAsync): await client.CancelRunAsync(9); break;
            case nameof(JobsClient.CancelAllRunsAsync):
                await client.CancelAllRunsAsync(new CancelAllRuns { JobId = 7 });
                break;
            case nameof(JobsClient.DeleteRunAsync): await client.DeleteRunAsync(9); break;
            case nameof(JobsClient.RepairRunAsync): await client.RepairRunAsync(new RepairRun { RunId = 9 }); break;
            case nameof(JobsClient.GetPermissionsAsync): await client.GetPermissionsAsync(7); break;
            case nameof(JobsClient.SetPermissionsAsync): await client.SetPermissionsAsync(7, entries); break;
            case nameof(JobsClient.UpdatePermissionsAsync): await client.UpdatePermissionsAsync(7, entries); break;
            case nameof(JobsClient.GetPermissionLevelsAsync): await client.GetPermissionLevelsAsync(7); break;
            case nameof(JobsClient.GetComplianceAsync): await client.GetComplianceAsync(7); break;
            case nameof(JobsClient.ListComplianceAsync): await DrainAsync(client.ListComplianceAsync("p/1")); break;
            case nameof(JobsClient.EnforceComplianceAsync): await client.EnforceComplianceAsync(7, true); break;
            default: throw new InvalidOperationException(method);
        }
    }

    private static async Task DrainAsync<T>(IAsyncEnumerable<T> items)
    {
        await foreach (T _ in items)
        {
        }
    }
}
