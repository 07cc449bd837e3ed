using System.IO.Compression;
using System.Text;
using Databricks.Jobs.Authentication;
using Databricks.Jobs.Http;
using Databricks.Jobs.Models;
using Databricks.Jobs.Tests.Servers;

namespace Databricks.Jobs.Tests.Http;

public sealed class RequestTests : IDisposable
{
    private readonly ClientFixture _fixture = new(static options => options.UserAgent = "MyTool/1.2.0");

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task A_request_has_credentials_and_a_user_agent()
    {
        await _fixture.Client.GetAsync(7);

        ReceivedRequest request = _fixture.Server.Requests.Single();
        Assert.Equal($"Bearer {ClientFixture.Token}", request.Headers["Authorization"]);
        Assert.StartsWith("MyTool/1.2.0 Databricks.Jobs/", request.Headers["User-Agent"], StringComparison.Ordinal);
        Assert.Contains(" os/", request.Headers["User-Agent"], StringComparison.Ordinal);
        Assert.EndsWith(" auth/pat", request.Headers["User-Agent"], StringComparison.Ordinal);
        Assert.DoesNotContain("Expect", request.Headers.Keys);
        Assert.DoesNotContain("Cookie", request.Headers.Keys);
    }

    [Theory]
    [InlineData("TF_BUILD", "True", "azure-devops")]
    [InlineData("GITHUB_ACTIONS", "true", "github")]
    [InlineData("GITLAB_CI", "true", "gitlab")]
    [InlineData("JENKINS_URL", "http://x", "jenkins")]
    [InlineData("GITHUB_ACTIONS", "no", null)]
    public async Task The_user_agent_names_the_build_service(string variable, string value, string? name)
    {
        using var fixture =
            new ClientFixture(options => options.Environment = new FakeEnvironment { [variable] = value });

        await fixture.Client.GetAsync(7);

        string userAgent = fixture.Server.Requests.Single().Headers["User-Agent"];
        Assert.EndsWith(name is null ? "auth/pat" : $"cicd/{name}", userAgent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_user_agent_names_Google_Cloud_Build_if_all_of_its_variables_are_set(bool areAllSet)
    {
        using var fixture = new ClientFixture(options =>
        {
            var environment = new FakeEnvironment { ["PROJECT_ID"] = "p", ["BUILD_ID"] = "b" };
            environment["PROJECT_NUMBER"] = "1";
            if (areAllSet) environment["LOCATION"] = "global";
            options.Environment = environment;
        });

        await fixture.Client.GetAsync(7);

        string userAgent = fixture.Server.Requests.Single().Headers["User-Agent"];
        Assert.EndsWith(areAllSet ? "cicd/google-cloud-build" : "auth/pat", userAgent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    public async Task A_compressed_response_is_decompressed(string encoding)
    {
        using var packed = new MemoryStream();
        await using (Stream packer = encoding switch
        {
            "gzip" => new GZipStream(packed, CompressionLevel.Fastest),
            "br" => new BrotliStream(packed, CompressionLevel.Fastest),
            _ => new ZLibStream(packed, CompressionLevel.Fastest),
        })
        {
            string json = $$"""{"job_id":7,"creator_user_name":"{{new string('é', 100_000)}}"}""";
            await packer.WriteAsync(Encoding.UTF8.GetBytes(json));
        }

        _fixture.Server.Then(new StubResponse(200, packed.ToArray(), ("Content-Encoding", encoding)));

        Assert.Equal(100_000, (await _fixture.Client.GetAsync(7)).CreatorUserName!.Length);
    }

    [Fact]
    public async Task Every_attempt_is_traced()
    {
        _fixture.Server.Then(
            StubResponse.Error(503, "A", "busy").With("x-request-id", "one"),
            StubResponse.Json("{}").With("x-request-id", "two"));

        await _fixture.Client.GetAsync(7);

        RequestTrace[] traces = [.. _fixture.Traces];
        Assert.Equal([1, 2], traces.Select(static trace => trace.Attempt));
        Assert.Equal([503, 200], traces.Select(static trace => trace.StatusCode!.Value));
        Assert.Equal(["one", "two"], traces.Select(static trace => trace.RequestId));
        Assert.Equal(TimeSpan.FromSeconds(1), traces[0].RepeatsIn);
        Assert.Equal(
            "GET /api/2.2/jobs/get?job_id=7 -> 503 in 0 ms, request ID one: busy. Retrying in 1.0 s.",
            traces[0].ToString());
        Assert.Equal("GET /api/2.2/jobs/get?job_id=7 -> 200 in 0 ms, attempt 2, request ID two", traces[1].ToString());
        Assert.Equal(2, traces[1].ResponseBytes);
    }

    [Theory]
    [InlineData(401, "gone")]
    [InlineData(403, "Token is expiring within 30 seconds. (token expired)")]
    [InlineData(403, "Invalid access token.")]
    public async Task An_expiring_token_is_refreshed_once_and_the_request_repeated(int status, string message)
    {
        var credentials = new Renewable(_fixture.Server.Host);
        using var fixture = new ClientFixture(options => options.Credentials = credentials);
        _fixture.Server.Then(StubResponse.Error(status, "A", message));

        await fixture.Client.CreateAsync(new CreateJob { Name = "a" });

        Assert.Equal(
            ["Bearer 0", "Bearer 1"],
            _fixture.Server.Requests.Select(static one => one.Headers["Authorization"]));
        Assert.Empty(fixture.Delays);

        _fixture.Server.Handler = _ => StubResponse.Error(status, "A", message);
        await Assert.ThrowsAnyAsync<JobsServiceException>(() => fixture.Client.GetAsync(7));
        Assert.Equal(2, credentials.Renewals);
    }

    [Theory]
    [InlineData("adb-1.2.azuredatabricks.net", "https://adb-1.2.azuredatabricks.net/")]
    [InlineData(" https://a.example.com:443/ ", "https://a.example.com/")]
    [InlineData("https://a.example.com/?o=1#job/2", "https://a.example.com/")]
    [InlineData("http://localhost:8080/", "http://localhost:8080/")]
    [InlineData("http://127.0.0.1:8080", "http://127.0.0.1:8080/")]
    [InlineData("http://[::1]:8080", "http://[::1]:8080/")]
    public void A_host_is_accepted_in_every_usual_form(string written, string host) =>
        Assert.Equal(host, WorkspaceHost.Normalize(written).AbsoluteUri);

    [Theory]
    [InlineData("http://a.example.com", "unencrypted")]
    [InlineData("ftp://a.example.com", "not a valid address")]
    [InlineData("https://", "not a valid address")]
    [InlineData("", "not a valid address")]
    [InlineData("https://me:word@a.example.com", "user name or password")]
    public void An_invalid_host_is_rejected(string written, string problem)
    {
        var error = Assert.Throws<CredentialsException>(() => WorkspaceHost.Normalize(written));

        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("word@", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_that_contradict_themselves_are_rejected()
    {
        WorkspaceCredentials credentials = WorkspaceCredentials.FromToken("a.example.com", "dapi1");

        Assert.Throws<ArgumentException>(() => new JobsClient(new JobsClientOptions()));
        Assert.Throws<ArgumentException>(
            () => new JobsClient(new JobsClientOptions { Credentials = credentials, ApiVersion = "2.0" }));
        Assert.Throws<ArgumentException>(
            () => new JobsClient(new JobsClientOptions { Credentials = credentials, SkipCertificateCheck = true }));
    }

    private sealed class Renewable(string host) : WorkspaceCredentials("test", "test", host)
    {
        public int Renewals { get; private set; }

        protected internal override ValueTask AuthorizeAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken)
        {
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {Renewals}");
            return default;
        }

        protected internal override ValueTask<bool> RefreshAsync(CancellationToken cancellationToken)
        {
            Renewals++;
            return new(true);
        }
    }
}
