using Databricks.Jobs.Tests.Servers;

namespace Databricks.Jobs.Tests.SdkParity;

/// <summary>
/// The cases of the official SDKs' unit tests of errors: tests/test_errors.py and tests/test_base_client.py of
/// databricks-sdk-py, apierr/errors_test.go and apierr/error_override_test.go of databricks-sdk-go.
/// docs/design.md lists the differences and their reasons.
/// </summary>
public sealed class ErrorParityTests : IDisposable
{
    private readonly ClientFixture _fixture = new(static options => options.RetryTimeout = TimeSpan.Zero);

    public void Dispose() => _fixture.Dispose();

    /// <summary>The classes of errors; a comment has the name of the official class if it is another one.</summary>
    [Theory]
    [InlineData(400, "", ServiceErrorKind.InvalidRequest)] // BadRequest
    [InlineData(400, "INVALID_PARAMETER_VALUE", ServiceErrorKind.InvalidRequest)] // InvalidParameterValue
    [InlineData(400, "REQUEST_LIMIT_EXCEEDED", ServiceErrorKind.TooManyRequests)]
    [InlineData(401, "", ServiceErrorKind.Unauthenticated)]
    [InlineData(403, "", ServiceErrorKind.PermissionDenied)]
    [InlineData(404, "", ServiceErrorKind.NotFound)]
    [InlineData(404, "NOT_FOUND", ServiceErrorKind.NotFound)]
    [InlineData(404, "RESOURCE_DOES_NOT_EXIST", ServiceErrorKind.NotFound)] // ResourceDoesNotExist
    [InlineData(409, "", ServiceErrorKind.Conflict)] // ResourceConflict
    [InlineData(409, "ABORTED", ServiceErrorKind.Conflict)] // Aborted
    [InlineData(409, "ALREADY_EXISTS", ServiceErrorKind.AlreadyExists)]
    [InlineData(429, "", ServiceErrorKind.TooManyRequests)]
    [InlineData(429, "REQUEST_LIMIT_EXCEEDED", ServiceErrorKind.TooManyRequests)] // RequestLimitExceeded
    [InlineData(429, "RESOURCE_EXHAUSTED", ServiceErrorKind.TooManyRequests)] // ResourceExhausted
    [InlineData(499, "", ServiceErrorKind.Canceled)]
    [InlineData(500, "", ServiceErrorKind.Internal)]
    [InlineData(500, "UNKNOWN", ServiceErrorKind.Unknown)]
    [InlineData(500, "DATA_LOSS", ServiceErrorKind.DataLoss)]
    [InlineData(501, "", ServiceErrorKind.NotImplemented)]
    [InlineData(503, "", ServiceErrorKind.Unavailable)] // TemporarilyUnavailable
    [InlineData(504, "", ServiceErrorKind.Unavailable)] // DeadlineExceeded
    [InlineData(401, "UNAUTHORIZED", ServiceErrorKind.Unauthenticated)]
    [InlineData(403, "FORBIDDEN", ServiceErrorKind.PermissionDenied)]
    [InlineData(429, "TOO_MANY_REQUESTS", ServiceErrorKind.TooManyRequests)]
    [InlineData(503, "TEMPORARILY_UNAVAILABLE", ServiceErrorKind.Unavailable)]
    [InlineData(400, "500", ServiceErrorKind.InvalidRequest)] // BadRequest: the status decides
    public async Task The_class_of_an_error_is_that_of_the_official_clients(
        int status, string code, ServiceErrorKind kind)
    {
        string field = code.Length == 0 ? "" : $"\"error_code\":\"{code}\",";
        JobsServiceException error = await RejectAsync(status, $$"""{ {{field}}"message":"nope"}""");

        Assert.Equal(kind, error.Kind);
        Assert.Equal("nope", error.ServiceMessage);
        Assert.Equal(code.Length == 0 ? null : code, error.ErrorCode);
    }

    /// <summary>Difference: a status below 500 without a class of its own is a rejected request, not an unknown error.
    /// </summary>
    [Fact]
    public async Task An_unknown_status_of_the_client_is_a_rejected_request() =>
        Assert.Equal(ServiceErrorKind.InvalidRequest, (await RejectAsync(444, """{"message":"nope"}""")).Kind);

    [Theory]
    [InlineData(
        400,
        "MALFORMED_REQUEST: vpc_endpoints malformed parameters: VPC Endpoint ... cannot be attached in ... list",
        "MALFORMED_REQUEST",
        "vpc_endpoints malformed parameters: VPC Endpoint ... cannot be attached in ... list")]
    [InlineData(400, "<pre>Worker environment not ready</pre>", null, "Worker environment not ready")]
    [InlineData(400, """{"error_code":500,"message":"Cluster abc"}""", "500", "Cluster abc")]
    [InlineData(
        404,
        """{"scimType":"scim type","detail":"detail","status":"status"}""",
        "SCIM_status",
        "scim type detail")]
    // Differences: no "None" for an absent scimType, no request log for what is not JSON, no made-up UNKNOWN.
    [InlineData(
        404,
        """{"detail":"Group with id 1234 is not found","status":"404"}""",
        "SCIM_404",
        "Group with id 1234 is not found")]
    [InlineData(400, "this is not a real response", null, "this is not a real response")]
    [InlineData(404, "\"This is JSON but not a dictionary\"", null, "\"This is JSON but not a dictionary\"")]
    [InlineData(500, "unknown error message", null, "unknown error message")]
    [InlineData(404, "", null, "")]
    public async Task A_response_in_another_form_is_read_too(int status, string body, string? code, string message)
    {
        JobsServiceException error = await RejectAsync(status, body);

        Assert.Equal(code, error.ErrorCode);
        Assert.Equal(message, error.ServiceMessage);
        Assert.Equal(status, error.StatusCode);
    }

    [Fact]
    public async Task Bytes_that_are_not_text_are_an_error_of_their_status()
    {
        _fixture.Server.Then(new StubResponse(404, [0x80]));
        JobsServiceException error =
            await Assert.ThrowsAnyAsync<JobsServiceException>(() => _fixture.Client.GetAsync(7));

        Assert.Equal(ServiceErrorKind.NotFound, error.Kind);
    }

    /// <summary>All nine types of details of google.rpc, in the fields that they have on the wire.</summary>
    [Fact]
    public async Task All_details_are_kept_as_they_are()
    {
        JobsServiceException error = await RejectAsync(404, Details("""
            {"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"reason","domain":"domain",
             "metadata":{"k1":"v1","k2":"v2"}},
            {"@type":"type.googleapis.com/google.rpc.RequestInfo","request_id":"req42","serving_data":"data"},
            {"@type":"type.googleapis.com/google.rpc.RetryInfo","retry_delay":"42.000000001s"},
            {"@type":"type.googleapis.com/google.rpc.DebugInfo","stack_entries":["entry1"],"detail":"detail"},
            {"@type":"type.googleapis.com/google.rpc.QuotaFailure","violations":[{"subject":"subject"}]},
            {"@type":"type.googleapis.com/google.rpc.PreconditionFailure","violations":[{"type":"type"}]},
            {"@type":"type.googleapis.com/google.rpc.BadRequest","field_violations":[{"field":"field"}]},
            {"@type":"type.googleapis.com/google.rpc.ResourceInfo","resource_type":"resource_type"},
            {"@type":"type.googleapis.com/google.rpc.Help","links":[{"description":"description"}]}
            """));

        Assert.Equal(9, error.Details.Count);
        Assert.Equal("v2", error.Details[0].GetProperty("metadata").GetProperty("k2").GetString());
        Assert.Equal("req42", error.RequestId);
        Assert.Equal("field", error.Details[6].GetProperty("field_violations")[0].GetProperty("field").GetString());
    }

    [Theory]
    [InlineData("""1,"foo",["foo","bar"],{"@type":"type.googleapis.com/google.rpc.FooBar","reason":"reason"}""", 4)]
    [InlineData("""{"@type":"foo","reason":"reason"}""", 1)]
    [InlineData(
        """
        42,"foobar",{"foo":"bar"},
        {"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":0},
        {"@type":"type.googleapis.com/google.rpc.RequestInfo","request_id":0},
        {"@type":"type.googleapis.com/google.rpc.RetryInfo","retry_delay":0},
        {"@type":"type.googleapis.com/google.rpc.DebugInfo","stack_entries":0},
        {"@type":"type.googleapis.com/google.rpc.Help","links":0}
        """,
        8)]
    public async Task Unknown_and_invalid_details_do_no_harm(string details, int count)
    {
        JobsServiceException error = await RejectAsync(404, Details(details));

        Assert.Equal("test message", error.ServiceMessage);
        Assert.Equal(count, error.Details.Count);
        Assert.Null(error.RequestId);
    }

    [Fact]
    public async Task Of_several_details_of_a_type_the_last_one_counts()
    {
        JobsServiceException error = await RejectAsync(404, Details("""
            {"@type":"type.googleapis.com/google.rpc.RequestInfo","request_id":"first"},
            {"@type":"type.googleapis.com/google.rpc.RequestInfo","request_id":"second"}
            """));

        Assert.Equal("second", error.RequestId);
    }

    /// <summary>The overrides of the Go SDK: the error code of a job that does not exist is misleading.</summary>
    [Theory]
    [InlineData("Job abc does not exist", ServiceErrorKind.NotFound)]
    [InlineData("Invalid job attribute", ServiceErrorKind.InvalidRequest)]
    [InlineData("Cluster abc does not exist", ServiceErrorKind.InvalidRequest)]
    public async Task A_job_that_does_not_exist_is_not_found(string message, ServiceErrorKind kind) => Assert.Equal(
        kind,
        (await RejectAsync(400, $$"""{"error_code":"INVALID_PARAMETER_VALUE","message":"{{message}}"}""")).Kind);

    /// <summary>A redirection that the official clients follow, and that reports an unreachable workspace.</summary>
    [Fact]
    public async Task A_private_link_error_is_an_error_that_names_private_link()
    {
        _fixture.Server.Then(new StubResponse(
            302, [], ("Location", "/login.html?error=private-link-validation-error:123")));
        JobsException error = await Assert.ThrowsAnyAsync<JobsException>(() => _fixture.Client.GetAsync(7));

        Assert.Contains("Private", error.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task The_token_of_the_request_is_not_in_an_error_that_cannot_be_read()
    {
        JobsServiceException error = await RejectAsync(400, $"unparseable response to Bearer {ClientFixture.Token}");

        Assert.DoesNotContain(ClientFixture.Token, error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Authorization", error.ToString(), StringComparison.Ordinal);
    }

    private static string Details(string details) =>
        $$"""{"error_code":"NOT_FOUND","message":"test message","details":[{{details}}]}""";

    private Task<JobsServiceException> RejectAsync(int status, string body)
    {
        _fixture.Server.Then(StubResponse.Text(status, body));
        return Assert.ThrowsAnyAsync<JobsServiceException>(() => _fixture.Client.GetAsync(7));
    }
}
