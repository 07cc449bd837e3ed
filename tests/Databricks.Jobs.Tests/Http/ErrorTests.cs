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
    public async Task The_word_decides_on_the_class_and_then_the_status(
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
        Assert.StartsWith("what was wrong.", error.Message, StringComparison.Ordinal);
        Assert.EndsWith(error.RecommendedAction, error.Message, StringComparison.Ordinal);
        Assert.NotEmpty(error.RecommendedAction);
    }

    [Theory]
    [InlineData("Job 7 does not exist.")]
    public async Task A_job_that_is_not_there_is_not_found_whatever_the_word(string message)
    {
        Assert.IsType<NotFoundException>(
            await RejectAsync(StubResponse.Error(400, "INVALID_PARAMETER_VALUE", message)));
    }

    [Theory]
    [InlineData("Run 9 does not exist.")]
    [InlineData("Run: 9 in job: 7 doesn't exist.")]
    public async Task A_run_that_is_not_there_is_not_found_whatever_the_word(string message)
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
    [InlineData("{}", null, "")]
    [InlineData("{ not json", null, "{ not json")]
    [InlineData("MALFORMED_REQUEST: the words", "MALFORMED_REQUEST", "the words")]
    [InlineData("only words", null, "only words")]
    [InlineData("<html><title>T</title><body><pre>  p &lt; q </pre></body></html>", null, "p < q")]
    [InlineData("<html><title>400 Bad</title></html>", null, "400 Bad")]
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
    public async Task Details_are_kept_and_tell_the_request_id_when_no_header_does()
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
    public async Task An_error_names_the_operation_and_the_request_id()
    {
        JobsServiceException error =
            await RejectAsync(StubResponse.Error(400, "A", "m").With("x-request-id", "abc-1"));

        Assert.Equal("abc-1", error.RequestId);
        Assert.Equal("GET /api/2.2/jobs/get?job_id=7", error.Operation);
        Assert.Contains("request id abc-1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_to_be_changed_that_there_is_not_is_not_found()
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
    public async Task A_run_that_could_not_be_started_tells_its_idempotency_token()
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
    public async Task A_login_page_with_status_200_is_not_taken_for_a_response()
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
    public async Task A_response_that_is_no_JSON_is_an_error_of_its_own(string body)
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
    public async Task A_private_link_rejection_says_so()
    {
        _fixture.Server.Then(StubResponse.Text(303, "").With(
            "Location",
            "https://adb-1.azuredatabricks.net/login.html?error=private-link-validation-error:1234"));

        var error = await Assert.ThrowsAsync<PermissionDeniedException>(() => _fixture.Client.GetAsync(7));

        Assert.Contains("private link", error.Message, StringComparison.Ordinal);
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
    public async Task A_request_of_almost_10_MB_arrives_whole()
    {
        var job = new CreateJob { Description = new string('x', (10 * 1024 * 1024) - 100) };

        await _fixture.Client.CreateAsync(job);

        Assert.Equal(job.ToUtf8Json(), _fixture.Server.Requests.Single().Body);
    }

    [Fact]
    public async Task A_host_that_does_not_exist_is_not_asked_again_and_again()
    {
        using var fixture = new ClientFixture(host: "https://no-such-workspace.invalid");

        var error = await Assert.ThrowsAsync<WorkspaceUnreachableException>(() => fixture.Client.GetAsync(7));

        Assert.Contains("no-such-workspace.invalid", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_encrypted_connection_to_a_plain_server_is_an_error_of_the_connection()
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
    public async Task Errors_hold_no_secrets()
    {
        JobsServiceException error = await RejectAsync(StubResponse.Error(400, "A", "m"));

        Assert.DoesNotContain(ClientFixture.Token, error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(ClientFixture.Token, string.Join("\n", _fixture.Traces), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_page_is_shortened()
    {
        JobsServiceException error = await RejectAsync(
            StubResponse.Text(400, new StringBuilder().Insert(0, "long ", 5000).ToString()));

        Assert.InRange(error.ServiceMessage.Length, 500, 1100);
    }

    private async Task<JobsServiceException> RejectAsync(StubResponse reply)
    {
        _fixture.Server.Then(reply);
        return await Assert.ThrowsAnyAsync<JobsServiceException>(() => _fixture.Client.GetAsync(7));
    }
}
