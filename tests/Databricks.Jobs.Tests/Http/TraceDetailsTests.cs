using Databricks.Jobs.Authentication;
using Databricks.Jobs.Http;
using Databricks.Jobs.Models;
using Databricks.Jobs.Secrets;
using Databricks.Jobs.Tests.Authentication;
using Databricks.Jobs.Tests.Servers;

namespace Databricks.Jobs.Tests.Http;

/// <summary>Traces of headers and bodies, and the errors of responses that echo them, contain no secrets.</summary>
public sealed class TraceDetailsTests : IDisposable
{
    private const string Password = "pa55w0rd-of-the-run";

    private readonly ClientFixture _fixture = new();

    private string Details => string.Join("\n", _fixture.Traces.Select(static trace => trace.Details));

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task Headers_and_bodies_are_recorded_on_request()
    {
        _fixture.Server.Then(StubResponse.Json("""{"run_id":8}""")
            .With("x-request-id", "one")
            .With("Set-Cookie", "session=abcdefgh; Path=/"));

        await _fixture.Client.RunNowAsync(new RunNow { JobId = 7, IdempotencyToken = "again" });

        string[] lines = Details.ReplaceLineEndings("\n").Split('\n');
        Assert.Equal($"> POST {_fixture.Server.Host}/api/2.2/jobs/run-now", lines[0]);
        Assert.Contains("> Authorization: Bearer ***", lines);
        Assert.Contains("> Content-Type: application/json", lines);
        Assert.Contains("  \"idempotency_token\": \"again\"", lines);
        Assert.Contains(lines, static line => line.StartsWith("< 200", StringComparison.Ordinal));
        Assert.Contains("< x-request-id: one", lines, StringComparer.OrdinalIgnoreCase);
        Assert.Contains("< Set-Cookie: ***", lines);
        Assert.Equal(["{", "  \"run_id\": 8", "}"], lines[^3..]);
    }

    [Fact]
    public async Task Without_a_request_nothing_is_recorded()
    {
        using var fixture = new ClientFixture(static options => options.TraceDetails = null);

        await fixture.Client.GetAsync(7);

        Assert.Null(fixture.Traces.Single().Details);
    }

    [Fact]
    public async Task Each_attempt_has_its_own_details()
    {
        _fixture.Server.Then(
            StubResponse.Broken(),
            StubResponse.Error(503, "A", "busy"),
            StubResponse.Text(200, "<html>in</html>", "text/html"));

        await Assert.ThrowsAsync<UnexpectedResponseException>(
            () => _fixture.Client.RunNowAsync(new RunNow { JobId = 7 }));

        string[] details = [.. _fixture.Traces.Select(static trace => trace.Details!)];
        Assert.EndsWith("< no response", details[0], StringComparison.Ordinal);
        Assert.Contains("\"message\": \"busy\"", details[1], StringComparison.Ordinal);
        Assert.EndsWith("<html>in</html>", details[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_incomplete_response_is_shown_with_its_status()
    {
        _fixture.Server.Then(
            StubResponse.Json("""{"job_id":7}""") with { CutAfterBytes = 3 },
            StubResponse.Text(302, "").With("Location", "/login?token=abcdefgh&x=1"));

        await Assert.ThrowsAsync<UnexpectedResponseException>(() => _fixture.Client.GetAsync(7));

        Assert.Equal([200, 302], _fixture.Traces.Select(static trace => trace.StatusCode!.Value));
        Assert.Contains("with an incomplete body", _fixture.Traces.First().Details, StringComparison.Ordinal);
        Assert.Contains("< Location: /login?token=***&x=1", _fixture.Traces.Last().Details, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_response_that_echoes_the_token_does_not_show_it(bool isEscaped)
    {
        const string Token = "plain-looking-token/+";
        using var fixture = new ClientFixture(options =>
            options.Credentials = WorkspaceCredentials.FromToken(options.Credentials!.Host.AbsoluteUri, Token));
        string echo = isEscaped
            ? string.Concat(Token.Select(static letter => $"\\u{(int)letter:x4}"))
            : Token;
        fixture.Server.Then(StubResponse.Json(
            $$"""{"error_code":"A{{echo}}","message":"no {{echo}}.","details":[{"x":"{{echo}}"}]}""", 400));

        var error = await Assert.ThrowsAnyAsync<JobsServiceException>(() => fixture.Client.GetAsync(7));

        RequestTrace trace = fixture.Traces.Single();
        string seen =
            string.Join("\n", error, error.ServiceMessage, error.Problem, error.ErrorCode, trace, trace.Details);
        Assert.Contains("no ***.", seen, StringComparison.Ordinal);
        Assert.DoesNotContain(Token, seen, StringComparison.Ordinal);
        Assert.DoesNotContain(Token, error.Details[0].GetProperty("x").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_user_and_a_password_are_known_too()
    {
        using var fixture = new AuthenticationFixture();
        fixture.Environment["DATABRICKS_USERNAME"] = "ada";
        fixture.Environment["DATABRICKS_PASSWORD"] = "pass-of-ada";
        fixture.Handler =
            static request => StubResponse.Error(403, "A", $"pass-of-ada and {request.Headers["Authorization"]}");
        using JobsClient client = fixture.Connect();

        var error = await Assert.ThrowsAsync<PermissionDeniedException>(() => client.GetAsync(7));

        string seen = error + string.Join("\n", fixture.Traces.Select(static trace => trace + trace.Details));
        Assert.DoesNotContain("pass-of-ada", seen, StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToBase64String("ada:pass-of-ada"u8), seen, StringComparison.Ordinal);
        Assert.Contains("> Authorization: Basic ***", seen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Token_requests_are_shown_without_secrets_and_tokens()
    {
        using var fixture = new AuthenticationFixture();
        fixture.Environment["DATABRICKS_AZURE_RESOURCE_ID"] = AuthenticationFixture.Resource;
        fixture.Environment["ARM_TENANT_ID"] = "tenant-1";
        fixture.Environment["ARM_CLIENT_ID"] = "app-1";
        fixture.Environment["ARM_CLIENT_SECRET"] = "h1dd3n-secret";
        using JobsClient client = fixture.Connect();

        await client.GetAsync(7);

        string seen = string.Join("\n", fixture.Traces.Select(static trace => trace + "\n" + trace.Details));
        Assert.Contains("client_id=app-1", seen, StringComparison.Ordinal);
        Assert.Contains("client_secret=***", seen, StringComparison.Ordinal);
        Assert.Contains("\"access_token\": \"***\"", seen, StringComparison.Ordinal);
        Assert.Contains("> X-Databricks-Azure-SP-Management-Token: ***", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("h1dd3n-secret", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("token-1", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("token-2", seen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hidden_value_is_sent_and_never_shown()
    {
        SecretValues.Hide(Password);
        SecretValues.Hide("");
        _fixture.Server.Then(
            StubResponse.Json("""{"run_id":8}"""),
            StubResponse.Json("""
                {"run_id":8,"status":{"state":"TERMINATED","termination_details":{"message":"got %!"}},
                 "job_parameters":[{"name":"pw","default":"","value":"%"}],
                 "tasks":[{"run_id":9,"task_key":"%",
                   "notebook_task":{"notebook_path":"/a","base_parameters":{"a":"%"}}}],
                 "new_member":{"x":["%",1.50,null,true]}}
                """.Replace("%", Password, StringComparison.Ordinal)),
            StubResponse.Error(400, "A", $"no {Password}."));

        await _fixture.Client.RunNowAsync(new RunNow { JobId = 7, JobParameters = new() { ["pw"] = Password } });
        Run run = await _fixture.Client.GetRunAsync(8);
        IAsyncEnumerable<BaseJob> list = _fixture.Client.ListAsync(new ListJobsOptions { Name = Password });
        var error = await Assert.ThrowsAnyAsync<JobsServiceException>(
            async () => await list.GetAsyncEnumerator().MoveNextAsync());

        Assert.Contains(Password, _fixture.Server.Requests.First().Text, StringComparison.Ordinal);
        string seen = run.ToJson() + error + Details + string.Join("\n", _fixture.Traces);
        Assert.Equal("***", run.JobParameters!.Single().Value);
        Assert.Equal("got ***!", run.Status!.TerminationDetails!.Message);
        Assert.Equal("""{"x":["***",1.50,null,true]}""", run.GetAdditionalProperties()["new_member"].GetRawText());
        // What the client evaluates is unchanged.
        Assert.Equal(Password, run.Tasks!.Single().TaskKey);
        seen = seen.Replace($"\"task_key\":\"{Password}\"", "", StringComparison.Ordinal);
        Assert.DoesNotContain(Password, seen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_placeholder_is_sent_as_its_value()
    {
        const string Value = "quoted \"é\" \\ value-1";
        string standIn = SecretValues.Hide(Value);

        var start = new RunNow { JobId = 7, JobParameters = new() { ["a"] = standIn, ["b"] = "***" } };
        await _fixture.Client.RunNowAsync(start);

        var sent = RunNow.FromJson(_fixture.Server.Requests.Single().Text);
        Assert.Equal(Value, sent.JobParameters!["a"]);
        Assert.Equal("***", sent.JobParameters!["b"]);
        Assert.Equal(standIn, SecretValues.Hide(Value));
        Assert.DoesNotContain("value-1", standIn + Details, StringComparison.Ordinal);
        Assert.DoesNotContain(standIn, Details, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_job_is_read_unchanged()
    {
        SecretValues.Hide("value-kept-in-a-job");
        _fixture.Server.Then(StubResponse.Json("""{"job_id":7,"settings":{"name":"value-kept-in-a-job"}}"""));

        // Otherwise, it would be written back with *** in it.
        Assert.Equal("value-kept-in-a-job", (await _fixture.Client.GetAsync(7)).Settings!.Name);
        Assert.DoesNotContain("value-kept-in-a-job", Details, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_invalid_response_about_a_run_is_the_same_error_with_hidden_values()
    {
        SecretValues.Hide(Password);
        _fixture.Server.Then(StubResponse.Json($$"""{"run_id":8,"run_name":"{{Password}}","x":{"y":1}"""));

        var error = await Assert.ThrowsAsync<UnexpectedResponseException>(() => _fixture.Client.GetRunAsync(8));

        Assert.Contains("ends too early", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Password, error + Details, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("reset")]
    [InlineData("page")]
    [InlineData("cut")]
    [InlineData("500")]
    [InlineData("no json")]
    public async Task A_start_without_a_response_shows_how_to_return_to_the_run(string fault)
    {
        _fixture.Server.Handler = _ => fault switch
        {
            "reset" => StubResponse.Broken(),
            "page" => StubResponse.Text(200, "<html>", "text/html"),
            "cut" => StubResponse.Json("""{"run_id":8}""") with { CutAfterBytes = 3 },
            "500" => StubResponse.Error(500, "INTERNAL_ERROR", "oops"),
            _ => StubResponse.Json("{"),
        };

        var error = await Assert.ThrowsAnyAsync<JobsRequestException>(
            () => _fixture.Client.RunNowAsync(new RunNow { JobId = 7, IdempotencyToken = "mine-1" }));

        Assert.Contains("the idempotency token mine-1", error.RecommendedAction, StringComparison.Ordinal);
        Assert.All(
            _fixture.Traces,
            static trace => Assert.Contains("idempotency token mine-1", trace.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_rejected_start_does_not_suggest_that_there_may_be_a_run()
    {
        _fixture.Server.Then(StubResponse.Error(400, "A", "m"));

        var error = await Assert.ThrowsAsync<InvalidRequestException>(
            () => _fixture.Client.RunNowAsync(new RunNow { JobId = 7 }));

        Assert.DoesNotContain("idempotency", error.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void An_inner_exception_loses_the_password_of_a_proxy_and_nothing_else()
    {
        var telling = new HttpRequestException("a", new IOException("proxy http://me:pa55word@proxy:8080/ failed"));
        var harmless = new HttpRequestException("a", new IOException("proxy http://proxy:8080/ failed"));

        string clean = ExceptionRedactor.Redact(telling, KnownSecrets.None).ToString();

        Assert.Contains("http://***@proxy:8080/ failed", clean, StringComparison.Ordinal);
        Assert.DoesNotContain("pa55word", clean, StringComparison.Ordinal);
        Assert.Same(harmless, ExceptionRedactor.Redact(harmless, KnownSecrets.None));
    }
}
