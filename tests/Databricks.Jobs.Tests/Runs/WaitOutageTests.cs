using System.Net.Http.Headers;
using Databricks.Jobs.Authentication;
using Databricks.Jobs.LocalWorkspace;
using Databricks.Jobs.Models;
using Databricks.Jobs.Runs;
using Databricks.Jobs.Tests.Servers;

namespace Databricks.Jobs.Tests.Runs;

/// <summary>
/// What a wait tolerates: an unreachable service, an unknown name, expiring tokens, and sleep of the machine.
/// </summary>
public sealed class WaitOutageTests : IDisposable
{
    private static readonly StubResponse s_running =
        StubResponse.Json("""{"run_id":9,"state":{"life_cycle_state":"RUNNING"}}""");
    private static readonly StubResponse s_succeeded =
        StubResponse.Json("""{"run_id":9,"state":{"life_cycle_state":"TERMINATED","result_state":"SUCCESS"}}""");
    private static readonly StubResponse s_fault = StubResponse.Error(500, "INTERNAL_ERROR", "Out of order");
    private static readonly StubResponse s_page = StubResponse.Text(200, "<html>log in</html>", "text/html");

    private readonly ClientFixture _fixture = new();
    private readonly Reports _outages = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task A_service_that_is_started_anew()
    {
        var first = new TestServer();
        TestServer? second = null;
        using var fixture = new ClientFixture(host: first.Host);
        first.Handler = _ => s_running;
        int polls = 0;
        var stopping = new CallbackProgress<RunProgress>(_ =>
        {
            if (++polls == 3) first.Dispose();
        });
        var starting = new CallbackProgress<ServiceOutage>(outage =>
        {
            _outages.Report(outage);
            if (outage.Elapsed < TimeSpan.FromMinutes(9)) return;
            second ??= new TestServer(first.Port) { Handler = _ => s_succeeded };
        });

        Run run = await fixture.Client.WaitForRunAsync(9, new() { Outages = starting }, stopping);

        Assert.Equal("SUCCESS", run.State!.ResultState);
        Assert.Equal(4, polls);
        Assert.InRange(_outages.Ended.Elapsed, TimeSpan.FromMinutes(9), TimeSpan.FromMinutes(10));
        Assert.Contains(_outages.All, static one => one.Problem.Contains("refused the connection", StringComparison.Ordinal));
        second!.Dispose();
    }

    [Fact]
    public async Task A_name_that_is_not_found_for_some_minutes()
    {
        var credentials = new MovingCredentials(new Uri(_fixture.Server.Host));
        var clock = new AutoAdvanceTimeProvider();
        using var client = new JobsClient(new() { Credentials = credentials, TimeProvider = clock });
        _fixture.Server.Then(s_running, s_succeeded);
        var polling =
            new CallbackProgress<RunProgress>(_ => credentials.Place = new Uri("https://no-such-workspace.invalid"));
        var finding = new CallbackProgress<ServiceOutage>(outage =>
        {
            _outages.Report(outage);
            // Some resolvers take seconds to say no: a few attempts are enough.
            clock.Advance(TimeSpan.FromMinutes(1));
            if (outage.Elapsed > TimeSpan.FromMinutes(5)) credentials.Place = new Uri(_fixture.Server.Host);
        });

        Run run = await client.WaitForRunAsync(9, new() { Outages = finding }, polling);

        Assert.Equal("SUCCESS", run.State!.ResultState);
        Assert.InRange(_outages.Ended.Elapsed, TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(10));
    }

    [Fact]
    public async Task Responds_500_for_almost_ten_minutes_asked_for_30_seconds_apart()
    {
        _fixture.Server.Then([s_running, .. Enumerable.Repeat(s_fault, 20), s_running, s_succeeded]);

        await WaitAsync();

        Assert.Equal([1, .. Enumerable.Repeat(30.0, 20), 2], _fixture.Delays);
        Assert.Equal(21, _outages.All.Count);
        Assert.Equal("Out of order.", _outages.All[0].Problem);
        Assert.Equal(TimeSpan.FromSeconds(30), _outages.All[0].RepeatsIn);
        Assert.All(_outages.All, outage => Assert.Equal(_outages.All[0].Since, outage.Since));
        Assert.Equal(TimeSpan.FromMinutes(10), _outages.Ended.Elapsed);
    }

    [Fact]
    public async Task But_no_more_than_ten_minutes_at_a_stretch()
    {
        _fixture.Server.Then([s_running, .. Enumerable.Repeat(s_fault, 19), s_running]);
        _fixture.Server.Handler = static _ => s_fault;

        await Assert.ThrowsAnyAsync<JobsServiceException>(WaitAsync);

        Assert.Equal(1 + 19 + 1 + 21, _fixture.Server.Requests.Count);
    }

    [Fact]
    public async Task A_login_page_that_comes_in_the_middle()
    {
        _fixture.Server.Then([s_running, .. Enumerable.Repeat(s_page, 30), s_succeeded]);

        await WaitAsync();

        Assert.Contains("web page", _outages.All[0].Problem, StringComparison.Ordinal);
        Assert.Equal([1, 1, 2, 3, 4], _fixture.Delays.Take(5));
    }

    [Fact]
    public async Task But_not_one_that_comes_first()
    {
        _fixture.Server.Handler = static _ => s_page;

        await Assert.ThrowsAsync<UnexpectedResponseException>(WaitAsync);

        Assert.Single(_fixture.Server.Requests);
    }

    [Fact]
    public async Task Nor_a_rejection()
    {
        _fixture.Server.Then(s_running, StubResponse.Error(403, "PERMISSION_DENIED", "No."));

        await Assert.ThrowsAsync<PermissionDeniedException>(WaitAsync);

        Assert.Equal(2, _fixture.Server.Requests.Count);
        Assert.Empty(_outages.All);
    }

    [Fact]
    public async Task Nine_hours_with_tokens_of_one_hour_and_ten_minutes_without_a_token()
    {
        var clock = new AutoAdvanceTimeProvider();
        using LocalWorkspaceServer workspace = LocalWorkspaceServer.Start(new()
        {
            TimeProvider = clock,
            Clients = new Dictionary<string, string> { ["client"] = "secret" },
            DefaultDuration = TimeSpan.FromHours(9),
        });
        using JobsClient client = JobsClient.Connect(
            new() { Host = workspace.Address.AbsoluteUri, ClientId = "client", ClientSecret = "secret" },
            new() { TimeProvider = clock, Environment = new FakeEnvironment() });
        long jobId = (await client.CreateAsync(CreateJob.FromJson(
            """{"name":"a","tasks":[{"task_key":"t","notebook_task":{"notebook_path":"/t"}}]}"""))).JobId!.Value;
        long runId = (await client.RunNowAsync(new RunNow { JobId = jobId })).RunId!.Value;
        // From the third token on, until the wait has noticed for nine minutes that there is none.
        workspace.AddFault(new() { PathPattern = "/oidc/v1/token", Skip = 2, Times = -1, Status = 500 });
        var mending = new CallbackProgress<ServiceOutage>(outage =>
        {
            _outages.Report(outage);
            if (outage.Elapsed > TimeSpan.FromMinutes(9)) workspace.ClearFaults();
        });

        Run run = await client.WaitForRunSuccessAsync(runId, new() { Outages = mending });

        Assert.Equal("SUCCESS", run.State!.ResultState);
        Assert.InRange(_outages.Ended.Elapsed, TimeSpan.FromMinutes(9), TimeSpan.FromMinutes(10));
        Assert.Contains("token", _outages.Ended.Problem, StringComparison.Ordinal);
        Assert.Single(_outages.All, static one => one.IsOver);
    }

    [Fact]
    public async Task A_sleep_of_the_machine_after_which_it_looks_at_once()
    {
        _fixture.Clock.IsManual = true;
        _fixture.Server.Then(s_running).Handler = static _ => s_succeeded;
        // The run ended while nobody looked: that counts, and not that the time is up as well.
        Task<Run> wait = _fixture.Client.WaitForRunAsync(9, new() { Timeout = TimeSpan.FromHours(1) });
        await _fixture.Clock.FirstDelay.Task;

        _fixture.Clock.Advance(TimeSpan.FromHours(8));

        Assert.Equal("SUCCESS", (await wait).State!.ResultState);
        Assert.Single(_fixture.Delays);
    }

    [Fact]
    public async Task A_sleep_in_an_outage_which_does_not_use_up_the_ten_minutes()
    {
        bool hasSlept = false;
        _fixture.Server.Then([s_running, .. Enumerable.Repeat(s_fault, 10), s_succeeded]);
        var sleeping = new CallbackProgress<ServiceOutage>(outage =>
        {
            _outages.Report(outage);
            if (outage.Elapsed < TimeSpan.FromMinutes(2) || hasSlept) return;
            hasSlept = true;
            _fixture.Clock.Advance(TimeSpan.FromHours(8));
        });

        Run run = await _fixture.Client.WaitForRunAsync(9, new() { Outages = sleeping });

        Assert.True(hasSlept);
        Assert.Equal("SUCCESS", run.State!.ResultState);
        Assert.True(_outages.Ended.Since > _outages.All[0].Since + TimeSpan.FromHours(8));
        Assert.True(_outages.Ended.Elapsed < TimeSpan.FromMinutes(10));
    }

    [Fact]
    public async Task Attempts_that_take_longer_than_ten_minutes_are_no_sleep()
    {
        using var fixture = new ClientFixture(static options => options.RequestTimeout = TimeSpan.FromMinutes(10));
        fixture.Server.Then(s_running);
        fixture.Server.Handler = _ => StubResponse.Written(async (_, stream) =>
        {
            fixture.Clock.Advance(TimeSpan.FromMinutes(11));
            await stream.CopyToAsync(Stream.Null);
        });

        await Assert.ThrowsAsync<WorkspaceUnreachableException>(() => fixture.Client.WaitForRunAsync(9));

        Assert.Equal(1 + 2, fixture.Server.Requests.Count);
    }

    [Fact]
    public async Task Time_that_is_up_in_an_outage_says_so_and_that_the_run_could_not_be_stopped()
    {
        _fixture.Server.Then(s_running);
        _fixture.Server.Handler = static request => request.Method == "POST"
            ? StubResponse.Error(403, "PERMISSION_DENIED", "Not yours")
            : s_fault;
        var options = new RunWaitOptions { Timeout = TimeSpan.FromMinutes(2), StopOnTimeout = true };

        var error = await Assert.ThrowsAsync<RunWaitTimeoutException>(
            () => _fixture.Client.WaitForRunAsync(9, options));

        Assert.False(error.WasStopped);
        Assert.Contains("requests have failed", error.Problem, StringComparison.Ordinal);
        Assert.Contains("Out of order.", error.Problem, StringComparison.Ordinal);
        Assert.Contains("could not be canceled: Not yours.", error.Problem, StringComparison.Ordinal);
        Assert.IsType<PermissionDeniedException>(error.InnerException);
        Assert.Equal(121, _fixture.Delays.Sum());
    }

    [Fact]
    public async Task Many_runs_are_waited_for_through_the_same()
    {
        _fixture.Server.Then([FourRuns("RUNNING"), .. Enumerable.Repeat(s_page, 20), s_fault, FourRuns("TERMINATED")]);

        var results = new List<RunWaitResult>();
        await foreach (RunWaitResult result in _fixture.Client
            .WaitForRunsAsync([1, 2, 3, 4], new() { Outages = _outages }))
        {
            results.Add(result);
        }

        Assert.Equal(4, results.Count);
        Assert.All(results, static result => Assert.Null(result.Error));
        Assert.Equal(22, _outages.All.Count);
        Assert.Single(_outages.All, static one => one.IsOver);
    }

    [Fact]
    public async Task Many_runs_whose_time_is_up_in_an_outage_are_told_one_by_one()
    {
        _fixture.Server.Then(FourRuns("RUNNING"));
        _fixture.Server.Handler = static _ => s_fault;
        var options = new RunWaitOptions { Timeout = TimeSpan.FromMinutes(3) };

        var errors = new List<JobsException?>();
        await foreach (RunWaitResult result in _fixture.Client.WaitForRunsAsync([1, 2, 3, 4], options))
        {
            errors.Add(result.Error);
        }

        Assert.Equal(4, errors.Count);
        Assert.All(errors, static error => Assert.Contains(
            "Out of order.",
            Assert.IsType<RunWaitTimeoutException>(error).Problem,
            StringComparison.Ordinal));
        Assert.InRange(_fixture.Delays.Sum(), 180, 211);
    }

    private static StubResponse FourRuns(string state)
    {
        IEnumerable<string> runs = Enumerable.Range(1, 4)
            .Select(id => $$$"""{"run_id":{{{id}}},"state":{"life_cycle_state":"{{{state}}}"}}""");
        return StubResponse.Json($$"""{"runs":[{{string.Join(",", runs)}}]}""");
    }

    private Task<Run> WaitAsync() => _fixture.Client.WaitForRunAsync(9, new() { Outages = _outages });

    private sealed class Reports : IProgress<ServiceOutage>
    {
        public List<ServiceOutage> All { get; } = [];

        public ServiceOutage Ended => All.Last(static one => one.IsOver);

        public void Report(ServiceOutage value) => All.Add(value);
    }

    /// <summary>Credentials for a workspace whose address changes.</summary>
    private sealed class MovingCredentials(Uri place) : WorkspaceCredentials("test", "test", place.AbsoluteUri)
    {
        public Uri Place { get; set; } = place;

        public override Uri Host => Place;

        protected internal override ValueTask AuthorizeAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "x");
            return default;
        }
    }
}
