using System.Net;
using System.Net.Sockets;
using System.Text;
using Databricks.Jobs.LocalWorkspace;
using static Databricks.Jobs.Tests.LocalWorkspace.TestWorkspace;

namespace Databricks.Jobs.Tests.LocalWorkspace;

/// <summary>Faults, the request log, control over HTTP, and the HTTP of the server itself.</summary>
public sealed class FaultTests : IDisposable
{
    private readonly TestWorkspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task A_status_strikes_as_often_as_it_was_asked_to()
    {
        _workspace.Server.AddFault(new Fault
        {
            Method = "GET",
            PathPattern = "*/jobs/list",
            Skip = 1,
            Times = 2,
            Status = 429,
            RetryAfter = "7",
        });
        await _workspace.JobsAsync("list");
        using (var response = await _workspace.Client.GetAsync("api/2.2/jobs/list"))
        {
            Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
            Assert.Equal(TimeSpan.FromSeconds(7), response.Headers.RetryAfter!.Delta);
        }

        Assert.Equal("REQUEST_LIMIT_EXCEEDED", (await _workspace.RejectedAsync("list")).Code);
        await _workspace.JobsAsync("list");
        Assert.Equal(2, _workspace.Server.Faults[0].Hits);
    }

    [Theory]
    [InlineData(FaultKind.Reset, 0)]
    [InlineData(FaultKind.ResponseLost, 1)]
    [InlineData(FaultKind.TruncatedBody, 1)]
    public async Task A_broken_connection_may_or_may_not_have_made_the_change(FaultKind kind, int jobs)
    {
        _workspace.Server.AddFault(new Fault { Kind = kind });
        await Assert.ThrowsAsync<HttpRequestException>(() => _workspace.JobsAsync("create", """{"name":"a"}"""));
        var list = await _workspace.JobsAsync("list");
        Assert.Equal(jobs, list.Has("jobs") ? list.At("jobs").GetArrayLength() : 0);
    }

    [Fact]
    public async Task A_raw_body_and_a_code_of_ones_own_are_sent_as_they_are()
    {
        _workspace.Server.AddFault(new Fault { Kind = FaultKind.RawBody, Body = "<html>log in</html>" });
        _workspace.Server.AddFault(new Fault { Status = 500, ErrorCode = "MY_CODE", Message = "my words" });
        Assert.Equal("<html>log in</html>", (await _workspace.GetAsync("api/2.2/jobs/list")).Text);
        var reply = await _workspace.RejectedAsync("list");
        Assert.Equal(("MY_CODE", "my words"), (reply.Code, reply.Message));
    }

    [Fact]
    public async Task A_slow_body_comes_a_byte_a_second_on_the_given_clock()
    {
        _workspace.Server.AddFault(new Fault { Kind = FaultKind.SlowBody });
        var reply = _workspace.GetAsync("api/2.2/jobs/list");
        while (!reply.IsCompleted)
        {
            _workspace.Advance(0.5);
            await Task.Yield();
        }

        Assert.Equal("{}", (await reply).Text.Replace("\"has_more\":false", "", StringComparison.Ordinal));
        Assert.True(_workspace.Time.GetUtcNow() - TestWorkspace.Start >= TimeSpan.FromSeconds(2));
        Assert.Single(_workspace.Server.Requests);
    }

    [Fact]
    public async Task A_fault_by_chance_strikes_its_share_and_the_same_ones_with_the_same_seed()
    {
        for (int round = 0; round < 2; round++)
        {
            _workspace.Server.AddFault(new Fault { Status = 503, Times = -1, Chance = 0.25, Seed = 7 });
            for (int i = 0; i < 200; i++) await _workspace.GetAsync("api/2.2/jobs/list");
            _workspace.Server.ClearFaults();
        }

        int[] states = [.. _workspace.Server.Requests.Select(static request => request.Status)];
        Assert.InRange(states.Take(200).Count(static status => status == 503), 30, 70);
        Assert.Equal(states.Take(200), states.Skip(200));
    }

    [Fact]
    public async Task A_delay_lasts_on_the_given_clock()
    {
        _workspace.Server.AddFault(new Fault { Kind = FaultKind.Delay, Delay = TimeSpan.FromMinutes(5) });
        var response = _workspace.JobsAsync("list");
        while (!response.IsCompleted)
        {
            _workspace.Advance(60);
            await Task.Yield();
        }

        Assert.False((await response).Has("jobs"));
    }

    [Fact]
    public async Task A_stall_ends_with_the_server()
    {
        _workspace.Server.AddFault(new Fault { Kind = FaultKind.Stall });
        var response = _workspace.JobsAsync("list");
        while (_workspace.Server.Requests.Count == 0) await Task.Yield();
        _workspace.Server.Stop();
        await Assert.ThrowsAsync<HttpRequestException>(() => response);
        await _workspace.Server.DisposeAsync();
    }

    [Fact]
    public async Task Requests_are_recorded_without_their_credentials()
    {
        await _workspace.JobsAsync("create", """{"name":"a"}""");
        await _workspace.JobsAsync("list?limit=5");
        await _workspace.GetAsync("local/clock");
        var requests = _workspace.Server.Requests;

        Assert.Equal("POST /api/2.2/jobs/create 200", requests[0].ToString());
        Assert.Equal("""{"name":"a"}""", requests[0].Body);
        Assert.Equal(12, requests[0].BodySize);
        Assert.Equal(Start, requests[0].Time);
        Assert.Equal("GET /api/2.2/jobs/list?limit=5 200", requests[1].ToString());
        Assert.Equal(2, requests.Count);
        _workspace.Server.ClearRequests();
        Assert.Empty(_workspace.Server.Requests);
    }

    [Fact]
    public async Task Another_process_can_script_tasks_faults_violations_and_time()
    {
        await _workspace.PostAsync("local/scripts", """
            {"task_key":"a*","job_name":"JOB","result":"SUCCESS","duration_seconds":1.5,"setup_seconds":0,
             "output":"out","values":{"n":5,"s":"x"},"fail_times":0,"cleanup_seconds":0}
            """);
        long job = await _workspace.CreateTasksAsync(Notebook("a1"));
        long run = await _workspace.RunNowAsync(job);
        var clock = await _workspace.PostAsync("local/clock", """{"advance_seconds":2,"speed":60}""");
        Assert.Equal(Start.AddSeconds(2).ToUnixTimeMilliseconds(), clock.Json.At("now").GetInt64());
        Assert.Equal(1500, (await _workspace.RunAsync(run)).At("run_duration").GetInt64());
        _workspace.Advance(1);
        Assert.Equal(Start.AddSeconds(62), _workspace.Server.Now);

        await _workspace.PostAsync("local/faults", """
            {"kind":"response_lost","method":"GET","path":"*/list","times":-1,"chance":1,"seed":3}
            """);
        await Assert.ThrowsAsync<HttpRequestException>(() => _workspace.JobsAsync("list"));
        Assert.Equal("ResponseLost", (await _workspace.GetAsync("local/faults")).Json.Text("faults.0.kind"));
        await _workspace.SendAsync(HttpMethod.Delete, "local/faults");
        await _workspace.JobsAsync("list");
        Assert.Equal("GET", (await _workspace.GetAsync("local/requests")).Json.Text("requests.2.method"));
        await _workspace.PostAsync("local/violations", """
            {"policy_id":"p","field":"a1.new_cluster.num_workers","message":"m"}
            """);
        foreach (string? what in new[] { "scripts", "violations", "requests" })
        {
            Assert.Equal("{}", (await _workspace.SendAsync(HttpMethod.Delete, "local/" + what)).Text);
        }
    }

    [Theory]
    [InlineData("faults", """{"kind":"flood"}""")]
    [InlineData("faults", """{"knd":"reset"}""")]
    [InlineData("faults", """{"status":"many"}""")]
    [InlineData("faults", """{"delay_seconds":-1}""")]
    [InlineData("scripts", """{"values":"x"}""")]
    [InlineData("scripts", "[]")]
    [InlineData("clock", """{"speed":0}""")]
    [InlineData("nothing", "{}")]
    public async Task Control_requests_that_make_no_sense_are_rejected(string path, string body) =>
        Assert.NotEqual(HttpStatusCode.OK, (await _workspace.PostAsync("local/" + path, body)).Status);

    [Fact]
    public async Task What_is_no_operation_is_no_endpoint()
    {
        var reply = await _workspace.PostAsync("api/2.2/jobs/get", "{}");
        Assert.Equal((HttpStatusCode.NotFound, "ENDPOINT_NOT_FOUND"), (reply.Status, reply.Code));
        Assert.Equal("No API found for 'POST /jobs/get'", reply.Message);
    }

    [Fact]
    public async Task A_request_of_more_than_ten_megabytes_is_rejected()
    {
        var reply = await _workspace.PostAsync("api/2.2/jobs/create", new string(' ', 11 * 1024 * 1024));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, reply.Status);
    }

    [Fact]
    public async Task Bodies_may_come_in_chunks_and_after_a_sign()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/2.2/jobs/create");
        request.Content = new StringContent("""{"name":"chunks"}""", Encoding.UTF8, "application/json");
        request.Headers.TransferEncodingChunked = true;
        request.Headers.ExpectContinue = true;
        using var response = await _workspace.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("chunks", (await _workspace.JobsAsync("list")).Text("jobs.0.settings.name"));
    }

    [Theory]
    [InlineData("nonsense\r\n\r\n", "400")]
    [InlineData("GET / HTTP/1.1\r\nno header\r\n\r\n", "400")]
    [InlineData("POST / HTTP/1.1\r\nContent-Length: x\r\n\r\n", "400")]
    [InlineData("GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n", "403")]
    [InlineData("GET / HTTP/1.0\r\n\r\n", "200")]
    [InlineData("HEAD /x HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", "401")]
    public async Task Odd_requests_get_a_response_and_the_connection_ends(string request, string status)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, _workspace.Server.Address.Port);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request));
        using var reader = new StreamReader(client.GetStream());
        Assert.StartsWith($"HTTP/1.1 {status} ", await reader.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_in_use_is_told_in_a_sentence()
    {
        var options = new LocalWorkspaceOptions { Port = _workspace.Server.Address.Port };
        var problem = await Assert.ThrowsAsync<LocalWorkspaceException>(() => LocalWorkspaceServer.StartAsync(options));
        Assert.StartsWith($"Port {options.Port} cannot be used: ", problem.Message, StringComparison.Ordinal);
        Assert.Throws<LocalWorkspaceException>(() => LocalWorkspaceServer.Start(new() { Port = 70000 }));
    }
}
