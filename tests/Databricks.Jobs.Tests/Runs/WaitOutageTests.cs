using System.Net.Http.Headers;
using Databricks.Jobs.Authentication;
using Databricks.Jobs.LocalWorkspace;
using Databricks.Jobs.Models;
using Databricks.Jobs.Runs;
using Databricks.Jobs.Tests.Servers;

namespace Databricks.Jobs.Tests.Runs;

/// <summary>What a wait outlives: the service away, its name unknown, tokens that end, and the machine asleep.</summary>
public sealed class WaitOutageTests : IDisposable
{
    private static readonly Reply s_running = Reply.Json("""{"run_id":9,"state":{"life_cycle_state":"RUNNING"}}""");
    private static readonly Reply s_succeeded =
        Reply.Json("""{"run_id":9,"state":{"life_cycle_state":"TERMINATED","result_state":"SUCCESS"}}""");
    private static readonly Reply s_fault = Reply.Error(500, "INTERNAL_ERROR", "Out of order");
    private static readonly Reply s_page = Reply.Text(200, "<html>log in</html>", "text/html");

    private readonly TestBed _bed = new();
    private readonly Reports _outages = new();

    public void Dispose() => _bed.Dispose();

    [Fact]
    public async Task A_service_that_is_started_anew()
    {
        var first = new TestServer();
        TestServer? second = null;
        using var bed = new TestBed(host: first.Host);
        first.Handler = _ => s_running;
        int looks = 0;
        var stopping = new Told<RunProgress>(_ =>
        {
            if (++looks == 3) first.Dispose();
        });
        var starting = new Told<ServiceOutage>(outage =>
        {
            _outages.Report(outage);
            if (outage.Elapsed < TimeSpan.FromMinutes(9)) return;
            second ??= new TestServer(first.Port) { Handler = _ => s_succeeded };
        });

        Run run = await new RunWaiter(bed.Client).WaitAsync(9, new() { Outages = starting }, stopping);

        Assert.Equal("SUCCESS", run.State!.ResultState);
        Assert.Equal(4, looks);
        Assert.InRange(_outages.Ended.Elapsed, TimeSpan.FromMinutes(9), TimeSpan.FromMinutes(10));
        Assert.Contains(_outages.All, static one => one.Problem.Contains("Nothing answers", StringComparison.Ordinal));
        second!.Dispose();
    }

    [Fact]
    public async Task A_name_that_is_not_found_for_some_minutes()
    {
        var credentials = new MovingCredentials(new Uri(_bed.Server.Host));
        var clock = new SkippingClock();
        using var client = new JobsClient(new() { Credentials = credentials, TimeProvider = clock });
        _bed.Server.Then(s_running, s_succeeded);
        var looking = new Told<RunProgress>(_ => credentials.Place = new Uri("https://no-such-workspace.invalid"));
        var finding = new Told<ServiceOutage>(outage =>
        {
            _outages.Report(outage);
            // Some resolvers take seconds to say no: a few attempts are enough.
            clock.Advance(TimeSpan.FromMinutes(1));
            if (outage.Elapsed > TimeSpan.FromMinutes(5)) credentials.Place = new Uri(_bed.Server.Host);
        });

        Run run = await new RunWaiter(client).WaitAsync(9, new() { Outages = finding }, looking);

        Assert.Equal("SUCCESS", run.State!.ResultState);
        Assert.InRange(_outages.Ended.Elapsed, TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(10));
    }

    [Fact]
    public async Task Answers_500_for_almost_ten_minutes_asked_for_30_seconds_apart()
    {
        _bed.Server.Then([s_running, .. Enumerable.Repeat(s_fault, 20), s_running, s_succeeded]);

        await WaitAsync();

        Assert.Equal([1, .. Enumerable.Repeat(30.0, 20), 2], _bed.Pauses);
        Assert.Equal(21, _outages.All.Count);
        Assert.Equal("Out of order.", _outages.All[0].Problem);
        Assert.Equal(TimeSpan.FromSeconds(30), _outages.All[0].RepeatsIn);
        Assert.All(_outages.All, outage => Assert.Equal(_outages.All[0].Since, outage.Since));
        Assert.Equal(TimeSpan.FromMinutes(10), _outages.Ended.Elapsed);
    }

    [Fact]
    public async Task But_no_more_than_ten_minutes_at_a_stretch()
    {
        _bed.Server.Then([s_running, .. Enumerable.Repeat(s_fault, 19), s_running]);
        _bed.Server.Handler = static _ => s_fault;

        await Assert.ThrowsAnyAsync<JobsServiceException>(WaitAsync);

        Assert.Equal(1 + 19 + 1 + 21, _bed.Server.Requests.Count);
    }

    [Fact]
    public async Task A_login_page_that_comes_in_the_middle()
    {
        _bed.Server.Then([s_running, .. Enumerable.Repeat(s_page, 30), s_succeeded]);

        await WaitAsync();

        Assert.Contains("web page", _outages.All[0].Problem, StringComparison.Ordinal);
        Assert.Equal([1, 1, 2, 3, 4], _bed.Pauses.Take(5));
    }

    [Fact]
    public async Task But_not_one_that_comes_first()
    {
        _bed.Server.Handler = static _ => s_page;

        await Assert.ThrowsAsync<UnexpectedAnswerException>(WaitAsync);

        Assert.Single(_bed.Server.Requests);
    }

    [Fact]
    public async Task Nor_a_refusal()
    {
        _bed.Server.Then(s_running, Reply.Error(403, "PERMISSION_DENIED", "No."));

        await Assert.ThrowsAsync<PermissionDeniedException>(WaitAsync);

        Assert.Equal(2, _bed.Server.Requests.Count);
        Assert.Empty(_outages.All);
    }

    [Fact]
    public async Task Nine_hours_with_tokens_of_one_hour_and_ten_minutes_without_a_token()
    {
        var clock = new SkippingClock();
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
        var mending = new Told<ServiceOutage>(outage =>
        {
            _outages.Report(outage);
            if (outage.Elapsed > TimeSpan.FromMinutes(9)) workspace.ClearFaults();
        });

        Run run = await new RunWaiter(client).WaitForSuccessAsync(runId, new() { Outages = mending });

        Assert.Equal("SUCCESS", run.State!.ResultState);
        Assert.InRange(_outages.Ended.Elapsed, TimeSpan.FromMinutes(9), TimeSpan.FromMinutes(10));
        Assert.Contains("token", _outages.Ended.Problem, StringComparison.Ordinal);
        Assert.Single(_outages.All, static one => one.IsOver);
    }

    [Fact]
    public async Task A_sleep_of_the_machine_after_which_it_looks_at_once()
    {
        _bed.Clock.StandsStill = true;
        _bed.Server.Then(s_running).Handler = static _ => s_succeeded;
        // The run ended while nobody looked: that counts, and not that the time is up as well.
        Task<Run> wait = new RunWaiter(_bed.Client).WaitAsync(9, new() { Timeout = TimeSpan.FromHours(1) });
        await _bed.Clock.FirstPause.Task;

        _bed.Clock.Advance(TimeSpan.FromHours(8));

        Assert.Equal("SUCCESS", (await wait).State!.ResultState);
        Assert.Single(_bed.Pauses);
    }

    [Fact]
    public async Task A_sleep_in_an_outage_which_does_not_use_up_the_ten_minutes()
    {
        bool hasSlept = false;
        _bed.Server.Then([s_running, .. Enumerable.Repeat(s_fault, 10), s_succeeded]);
        var sleeping = new Told<ServiceOutage>(outage =>
        {
            _outages.Report(outage);
            if (outage.Elapsed < TimeSpan.FromMinutes(2) || hasSlept) return;
            hasSlept = true;
            _bed.Clock.Advance(TimeSpan.FromHours(8));
        });

        Run run = await new RunWaiter(_bed.Client).WaitAsync(9, new() { Outages = sleeping });

        Assert.True(hasSlept);
        Assert.Equal("SUCCESS", run.State!.ResultState);
        Assert.True(_outages.Ended.Since > _outages.All[0].Since + TimeSpan.FromHours(8));
        Assert.True(_outages.Ended.Elapsed < TimeSpan.FromMinutes(10));
    }

    [Fact]
    public async Task Attempts_that_take_longer_than_ten_minutes_are_no_sleep()
    {
        using var bed = new TestBed(static options => options.RequestTimeout = TimeSpan.FromMinutes(10));
        bed.Server.Then(s_running);
        bed.Server.Handler = _ => Reply.Written(async (_, stream) =>
        {
            bed.Clock.Advance(TimeSpan.FromMinutes(11));
            await stream.CopyToAsync(Stream.Null);
        });

        await Assert.ThrowsAsync<WorkspaceUnreachableException>(() => new RunWaiter(bed.Client).WaitAsync(9));

        Assert.Equal(1 + 2, bed.Server.Requests.Count);
    }

    [Fact]
    public async Task Time_that_is_up_in_an_outage_says_so_and_that_the_run_could_not_be_stopped()
    {
        _bed.Server.Then(s_running);
        _bed.Server.Handler = static request => request.Method == "POST"
            ? Reply.Error(403, "PERMISSION_DENIED", "Not yours")
            : s_fault;
        var options = new RunWaitOptions { Timeout = TimeSpan.FromMinutes(2), StopOnTimeout = true };

        var error = await Assert.ThrowsAsync<RunWaitTimeoutException>(
            () => new RunWaiter(_bed.Client).WaitAsync(9, options));

        Assert.False(error.WasStopped);
        Assert.Contains("not answered as it should since", error.Problem, StringComparison.Ordinal);
        Assert.Contains("Out of order.", error.Problem, StringComparison.Ordinal);
        Assert.Contains("could not be stopped: Not yours.", error.Problem, StringComparison.Ordinal);
        Assert.IsType<PermissionDeniedException>(error.InnerException);
        Assert.Equal(121, _bed.Pauses.Sum());
    }

    [Fact]
    public async Task Many_runs_are_waited_for_through_the_same()
    {
        _bed.Server.Then([FourRuns("RUNNING"), .. Enumerable.Repeat(s_page, 20), s_fault, FourRuns("TERMINATED")]);

        var endings = new List<RunEnding>();
        await foreach (RunEnding ending in new ManyRunsWaiter(_bed.Client)
            .WaitAsync([1, 2, 3, 4], new() { Outages = _outages }))
        {
            endings.Add(ending);
        }

        Assert.Equal(4, endings.Count);
        Assert.All(endings, static ending => Assert.Null(ending.Error));
        Assert.Equal(22, _outages.All.Count);
        Assert.Single(_outages.All, static one => one.IsOver);
    }

    [Fact]
    public async Task Many_runs_whose_time_is_up_in_an_outage_are_told_one_by_one()
    {
        _bed.Server.Then(FourRuns("RUNNING"));
        _bed.Server.Handler = static _ => s_fault;
        var options = new RunWaitOptions { Timeout = TimeSpan.FromMinutes(3) };

        var errors = new List<JobsException?>();
        await foreach (RunEnding ending in new ManyRunsWaiter(_bed.Client).WaitAsync([1, 2, 3, 4], options))
        {
            errors.Add(ending.Error);
        }

        Assert.Equal(4, errors.Count);
        Assert.All(errors, static error => Assert.Contains(
            "Out of order.",
            Assert.IsType<RunWaitTimeoutException>(error).Problem,
            StringComparison.Ordinal));
        Assert.InRange(_bed.Pauses.Sum(), 180, 211);
    }

    private static Reply FourRuns(string state)
    {
        IEnumerable<string> runs = Enumerable.Range(1, 4)
            .Select(id => $$$"""{"run_id":{{{id}}},"state":{"life_cycle_state":"{{{state}}}"}}""");
        return Reply.Json($$"""{"runs":[{{string.Join(",", runs)}}]}""");
    }

    private Task<Run> WaitAsync() => new RunWaiter(_bed.Client).WaitAsync(9, new() { Outages = _outages });

    private sealed class Told<T>(Action<T> action) : IProgress<T>
    {
        public void Report(T value) => action(value);
    }

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

        protected internal override ValueTask AuthorizeAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "x");
            return default;
        }
    }
}
