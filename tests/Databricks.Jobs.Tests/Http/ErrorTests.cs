using System.Text;
using Databricks.Jobs.Models;
using Databricks.Jobs.Tests.Servers;

namespace Databricks.Jobs.Tests.Http;

public sealed class ErrorTests : IDisposable
{
    private readonly ClientFixture _fixture = new(static options => options.RetryTimeout = TimeSpan.Zero);

    public void Dispose() => _fixture.Dispose();

    [Theory]
    [InlineData(400, "INVALID_PARAMETER_VALUE", typeof(InvalidRequestException), ServiceErrorKind.InvalidRequest)]
    [InlineData(400, "INVALID_STATE", typeof(InvalidRequestException), ServiceErrorKind.InvalidState)]
    [InlineData(400, "RESOURCE_DOES_NOT_EXIST", typeof(NotFoundException), ServiceErrorKind.NotFound)]
    [InlineData(409, "ABORTED", typeof(ConflictException), ServiceErrorKind.Conflict)]
    [InlineData(409, "ALREADY_EXISTS", typeof(AlreadyExistsException), ServiceErrorKind.AlreadyExists)]
    [InlineData(400, "RESOURCE_ALREADY_EXISTS", typeof(AlreadyExistsException), ServiceErrorKind.AlreadyExists)]
    [InlineData(429, "RESOURCE_EXHAUSTED", typeof(TooManyRequestsException), ServiceErrorKind.TooManyRequests)]
    [InlineData(429, "REQUEST_LIMIT_EXCEEDED", typeof(TooManyRequestsException), ServiceErrorKind.TooManyRequests)]
    [InlineData(500, "UNKNOWN", typeof(JobsServiceException), ServiceErrorKind.Unknown)]
    [InlineData(500, "DATA_LOSS", typeof(JobsServiceException), ServiceErrorKind.DataLoss)]
    [InlineData(400, "NEW_WORD", typeof(InvalidRequestException), ServiceErrorKind.InvalidRequest)]
    [InlineData(401, "NEW_WORD", typeof(UnauthenticatedException), ServiceErrorKind.Unauthenticated)]
    [InlineData(403, "NEW_WORD", typeof(PermissionDeniedException), ServiceErrorKind.PermissionDenied)]
    [InlineData(404, "NEW_WORD", typeof(NotFoundException), ServiceErrorKind.NotFound)]
    [InlineData(409, "NEW_WORD", typeof(ConflictException), ServiceErrorKind.Conflict)]
    [InlineData(429, "NEW_WORD", typeof(TooManyRequestsException), ServiceErrorKind.TooManyRequests)]
    [InlineData(499, "NEW_WORD", typeof(JobsServiceException), ServiceErrorKind.Canceled)]
    [InlineData(500, "NEW_WORD", typeof(JobsServiceException), ServiceErrorKind.Internal)]
    [InlineData(501, "NEW_WORD", typeof(JobsServiceException), ServiceErrorKind.NotImplemented)]
    [InlineData(503, "NEW_WORD", typeof(ServiceUnavailableException), ServiceErrorKind.Unavailable)]
    [InlineData(504, "NEW_WORD", typeof(ServiceUnavailableException), ServiceErrorKind.Unavailable)]
    public async Task The_error_code_decides_on_the_class_and_then_the_status(
        int status,
        string code,
        Type type,
        ServiceErrorKind kind)
    {
        JobsServiceException error = await RejectAsync(StubResponse.Error(status, code, "what was wrong"));

        Assert.IsType(type, error);
        Assert.Equal(kind, error.Kind);
        Assert.Equal(code, error.ErrorCode);
        Assert.Equal(status, error.StatusCode);
        string start = kind == ServiceErrorKind.Unauthenticated ? "Authentication failed: " : "";
        Assert.StartsWith(start + "what was wrong.", error.Message, StringComparison.Ordinal);
        Assert.EndsWith(error.RecommendedAction, error.Message, StringComparison.Ordinal);
        Assert.NotEmpty(error.RecommendedAction);
    }

    [Theory]
    [InlineData("Job 7 does not exist.")]
    public async Task A_job_that_does_not_exist_is_not_found_whatever_the_error_code(string message)
    {
        Assert.IsType<NotFoundException>(
            await RejectAsync(StubResponse.Error(400, "INVALID_PARAMETER_VALUE", message)));
    }

    [Theory]
    [InlineData("Run 9 does not exist.")]
    [InlineData("Run: 9 in job: 7 doesn't exist.")]
    public async Task A_run_that_does_not_exist_is_not_found_whatever_the_error_code(string message)
    {
        StubResponse rejection = StubResponse.Error(400, "INVALID_PARAMETER_VALUE", message);
        _fixture.Server.Then(rejection, rejection);

        await Assert.ThrowsAsync<NotFoundException>(() => _fixture.Client.GetRunAsync(9));
        await Assert.ThrowsAsync<NotFoundException>(() => _fixture.Client.GetRunOutputAsync(9));
    }

    [Theory]
    [InlineData("""{"error_code":"BAD_REQUEST","message":"m"}""", "BAD_REQUEST", "m")]
    [InlineData("""{"error":"BAD_REQUEST","message":"m"}""", "BAD_REQUEST", "m")]
    [InlineData("""{"error_code":400,"message":"m"}""", "400", "m")]
    [InlineData("""{"error":{"code":"BAD_REQUEST","message":"m"}}""", "BAD_REQUEST", "m")]
    [InlineData("""{"error":"invalid_client","error_description":"m"}""", "invalid_client", "m")]
    [InlineData("""{"detail":"m","status":"400"}""", "SCIM_400", "m")]
    [InlineData("""{"detail":"m","status":400,"scimType":"invalidPath"}""", "SCIM_400", "invalidPath m")]
    [InlineData("""{"error":"Some text."}""", null, "Some text.")]
    [InlineData("""{"error":"Some text.","error_code":"BAD_REQUEST"}""", "BAD_REQUEST", "Some text.")]
    [InlineData("""{"error":"Bad Request","message":"m"}""", null, "Bad Request m")]
    [InlineData("""{"detail":"null","status":"400"}""", "SCIM_400", "")]
    [InlineData("""{"message":"","detail":"m","status":"400"}""", "SCIM_400", "m")]
    [InlineData("""{"error_code":"BAD_REQUEST","message":"null"}""", "BAD_REQUEST", "")]
    [InlineData("{}", null, "")]
    [InlineData("{ not json", null, "{ not json")]
    [InlineData("MALFORMED_REQUEST: the words", "MALFORMED_REQUEST", "the words")]
    [InlineData("only words", null, "only words")]
    [InlineData("<html><title>T</title><body><pre>  p &lt; q </pre></body></html>", null, "p < q")]
    [InlineData("<html><title>400 Bad</title></html>", null, "400 Bad")]
    [InlineData("<html><title>400 Bad</title><pre></pre></html>", null, "400 Bad")]
    [InlineData("<html></html>", null, "")]
    [InlineData("", null, "")]
    public async Task Every_shape_of_an_error_is_read(string body, string? code, string message)
    {
        JobsServiceException error = await RejectAsync(StubResponse.Text(400, body));

        Assert.Equal(code, error.ErrorCode);
        Assert.Equal(message, error.ServiceMessage);
        Assert.IsType<InvalidRequestException>(error);
    }

    [Fact]
    public async Task A_message_that_says_nothing_is_replaced_by_the_status()
    {
        JobsServiceException error = await RejectAsync(StubResponse.Json("""{"detail":"null","status":"500"}""", 500));

        Assert.StartsWith(
            "The service returned status 500 without a message.", error.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rejected_personal_access_token_is_an_authentication_failure()
    {
        JobsServiceException error = await RejectAsync(
            StubResponse.Json("""{"error_code":403,"message":"Invalid access token."}""", 403));

        Assert.IsType<UnauthenticatedException>(error);
        Assert.Equal(
            "Authentication failed: Invalid access token. (GET /api/2.2/jobs/get?job_id=7 returned 403.)",
            error.Problem);
        Assert.Contains("Connect again", error.RecommendedAction, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""[42,"foobar",{"foo":"bar"}]""")]
    [InlineData("""[{"@type":"type.googleapis.com/google.rpc.RequestInfo","request_id":0}]""")]
    [InlineData("""[{"@type":"type.googleapis.com/google.rpc.RetryInfo","retry_delay":0},null]""")]
    [InlineData("""{"@type":"type.googleapis.com/google.rpc.RequestInfo","request_id":"r"}""")]
    public async Task Invalid_details_are_ignored(string details)
    {
        JobsServiceException error = await RejectAsync(
            StubResponse.Json($$"""{"error_code":"A","message":"m","details":{{details}}}""", 404));

        Assert.Equal("m", error.ServiceMessage);
        Assert.Null(error.RequestId);
    }

    [Fact]
    public async Task Of_several_details_of_a_type_the_last_one_counts()
    {
        JobsServiceException error = await RejectAsync(StubResponse.Json(
            """
            {"error_code":"A","message":"m","details":[
              {"@type":"type.googleapis.com/google.rpc.RequestInfo","request_id":"first"},
              {"@type":"type.googleapis.com/google.rpc.RequestInfo","request_id":"second"},
              {"@type":"type.googleapis.com/google.rpc.Help","request_id":"third"}]}
            """,
            404));

        Assert.Equal("second", error.RequestId);
    }

    [Fact]
    public async Task Details_are_kept_and_contain_the_request_ID_if_no_header_does()
    {
        JobsServiceException error = await RejectAsync(StubResponse.Json(
            """
            {"error_code":"A","message":"m","details":[
              {"@type":"type.googleapis.com/google.rpc.RequestInfo","request_id":"r-1"},
              {"@type":"type.googleapis.com/new.Thing","x":[1,2]}]}
            """,
            400));

        Assert.Equal("r-1", error.RequestId);
        Assert.Equal(2, error.Details.Count);
        Assert.Equal(2, error.Details[1].GetProperty("x").GetArrayLength());
    }

    [Fact]
    public async Task An_error_contains_the_operation_and_the_request_ID()
    {
        JobsServiceException error =
            await RejectAsync(StubResponse.Error(400, "A", "m").With("x-request-id", "abc-1"));

        Assert.Equal("abc-1", error.RequestId);
        Assert.Equal("GET /api/2.2/jobs/get?job_id=7", error.Operation);
        Assert.Contains("request ID abc-1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Changing_a_run_that_does_not_exist_is_not_found()
    {
        Func<Task>[] calls =
        [
            () => _fixture.Client.CancelRunAsync(7),
            () => _fixture.Client.DeleteRunAsync(7),
            () => _fixture.Client.RepairRunAsync(new RepairRun { RunId = 7, RerunTasks = ["a"] }),
            () => _fixture.Client.ExportRunAsync(7),
        ];
        foreach (Func<Task> call in calls)
        {
            _fixture.Server.Then(StubResponse.Error(400, "INVALID_PARAMETER_VALUE", "Run 7 does not exist."));
            await Assert.ThrowsAsync<NotFoundException>(call);
        }
    }

    [Fact]
    public async Task A_failed_start_shows_its_idempotency_token()
    {
        _fixture.Server.Then(StubResponse.Error(400, "A", "m"));

        var error = await Assert.ThrowsAsync<InvalidRequestException>(
            () => _fixture.Client.RunNowAsync(new RunNow { JobId = 7 }));

        Assert.True(Guid.TryParse(error.IdempotencyToken, out _));
        Assert.Contains(error.IdempotencyToken!, _fixture.Server.Requests.Single().Text, StringComparison.Ordinal);
        Assert.Equal(error.IdempotencyToken, _fixture.Traces.Single().IdempotencyToken);
    }

    [Fact]
    public async Task A_page_that_echoes_the_request_does_not_show_the_token()
    {
        JobsServiceException error = await RejectAsync(
            StubResponse.Text(400, $"you sent Authorization: Bearer {ClientFixture.Token} and {ClientFixture.Token}"));

        Assert.DoesNotContain(ClientFixture.Token, error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_login_page_with_status_200_is_an_error()
    {
        _fixture.Server.Then(StubResponse.Text(200, "<html><title>Login</title></html>", "text/html; charset=utf-8"));

        var error = await Assert.ThrowsAsync<UnexpectedResponseException>(() => _fixture.Client.GetAsync(7));

        Assert.Contains("login page", error.Message, StringComparison.Ordinal);
        Assert.Equal(200, error.StatusCode);
    }

    [Theory]
    [InlineData("""{"job_id":""")]
    [InlineData("nothing like it")]
    [InlineData("""{"job_id":"x"}""")]
    public async Task A_response_that_is_not_JSON_is_an_unexpected_response(string body)
    {
        _fixture.Server.Then(StubResponse.Json(body));

        await Assert.ThrowsAsync<UnexpectedResponseException>(() => _fixture.Client.GetAsync(7));
    }

    [Fact]
    public async Task An_empty_response_is_an_empty_object()
    {
        _fixture.Server.Then(StubResponse.Text(200, ""));

        Assert.Null((await _fixture.Client.GetAsync(7)).JobId);
    }

    [Fact]
    public async Task A_private_link_rejection_is_explained()
    {
        _fixture.Server.Then(StubResponse.Text(303, "").With(
            "Location",
            "https://adb-1.azuredatabricks.net/login.html?o=1&error=private-link-validation-error:1234"));

        var error = await Assert.ThrowsAsync<PermissionDeniedException>(() => _fixture.Client.GetAsync(7));

        Assert.Contains("private connections", error.Message, StringComparison.Ordinal);
        Assert.Equal("PRIVATE_LINK_VALIDATION_ERROR", error.ErrorCode);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        _fixture.Server.Then(StubResponse.Text(302, "").With("Location", "https://login.example.com/x?secret=1"));

        var error = await Assert.ThrowsAsync<UnexpectedResponseException>(() => _fixture.Client.GetAsync(7));

        Assert.Contains("https://login.example.com/x", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
        Assert.Single(_fixture.Server.Requests);
    }

    [Fact]
    public async Task A_request_of_more_than_10_MB_is_not_sent()
    {
        var job = new CreateJob { Description = new string('x', 10 * 1024 * 1024) };

        var error = await Assert.ThrowsAsync<JobsException>(() => _fixture.Client.CreateAsync(job));

        Assert.Contains("10 MB", error.Message, StringComparison.Ordinal);
        Assert.Empty(_fixture.Server.Requests);
    }

    [Fact]
    public async Task A_request_of_almost_10_MB_arrives_completely()
    {
        var job = new CreateJob { Description = new string('x', (10 * 1024 * 1024) - 100) };

        await _fixture.Client.CreateAsync(job);

        Assert.Equal(job.ToUtf8Json(), _fixture.Server.Requests.Single().Body);
    }

    [Fact]
    public async Task A_host_that_does_not_exist_is_not_retried()
    {
        using var fixture = new ClientFixture(host: "https://no-such-workspace.invalid");

        var error = await Assert.ThrowsAsync<WorkspaceUnreachableException>(() => fixture.Client.GetAsync(7));

        Assert.Contains("no-such-workspace.invalid", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TLS_to_a_plain_server_is_a_connection_error()
    {
        using var fixture = new ClientFixture(static options => options.RetryTimeout = TimeSpan.Zero);
        using var client = new JobsClient(new JobsClientOptions
        {
            Credentials = fixture.Client.Credentials,
            Host = $"https://localhost:{fixture.Server.Port}",
            RetryTimeout = TimeSpan.Zero,
        });

        await Assert.ThrowsAsync<WorkspaceUnreachableException>(() => client.GetAsync(7));
    }

    [Fact]
    public async Task Errors_contain_no_secrets()
    {
        JobsServiceException error = await RejectAsync(StubResponse.Error(400, "A", "m"));

        Assert.DoesNotContain(ClientFixture.Token, error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(ClientFixture.Token, string.Join("\n", _fixture.Traces), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_page_is_truncated()
    {
        string page = new StringBuilder().Insert(0, "long ", 5000).ToString();
        JobsServiceException error = await RejectAsync(StubResponse.Text(400, page));

        Assert.InRange(error.ServiceMessage.Length, 500, 1100);
    }

    private async Task<JobsServiceException> RejectAsync(StubResponse reply)
    {
        _fixture.Server.Then(reply);
        return await Assert.ThrowsAnyAsync<JobsServiceException>(() => _fixture.Client.GetAsync(7));
    }
}
