using System.Globalization;
using System.Net;
using System.Text;
using Databricks.Jobs.LocalWorkspace;

namespace Databricks.Jobs.Tests.LocalWorkspace;

/// <summary>What the HTTP of the server rejects: requests that are ambiguous, too long, or from a web page.</summary>
public sealed class HttpRequestTests : IDisposable
{
    private readonly TestWorkspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    private LocalWorkspaceServer Server => _workspace.Server;

    /// <summary>The framing of RFC 9112: what two readers could understand differently is rejected.</summary>
    [Theory]
    [InlineData("POST /api/2.2/jobs/create", "Content-Length: 2|Content-Length: 2", "{}", 400)]
    [InlineData("POST /api/2.2/jobs/create", "Content-Length: 2|Content-Length: 9", "{}", 400)]
    [InlineData("POST /api/2.2/jobs/create", "Content-Length: 2, 2", "{}", 400)]
    [InlineData("POST /api/2.2/jobs/create", "Content-Length: +2", "{}", 400)]
    [InlineData("POST /api/2.2/jobs/create", "Content-Length: -2", "{}", 400)]
    [InlineData("POST /api/2.2/jobs/create", "Content-Length: 0x2", "{}", 400)]
    [InlineData("POST /api/2.2/jobs/create", "Content-Length: 18446744073709551618", "{}", 400)]
    [InlineData("POST /api/2.2/jobs/create", "Content-Length: ", "{}", 400)]
    [InlineData("POST /api/2.2/jobs/create", "Content-Length: 2|Transfer-Encoding: chunked", "0\r\n\r\n", 400)]
    [InlineData("POST /api/2.2/jobs/create", "Transfer-Encoding: chunked|Content-Length: 2", "0\r\n\r\n", 400)]
    [InlineData("POST /api/2.2/jobs/create", "Transfer-Encoding: chunked|Transfer-Encoding: chunked", "0\r\n\r\n", 400)]
    [InlineData("POST /api/2.2/jobs/create", "Transfer-Encoding: xchunked", "2\r\n{}\r\n0\r\n\r\n", 501)]
    [InlineData("POST /api/2.2/jobs/create", "Transfer-Encoding: gzip, chunked", "2\r\n{}\r\n0\r\n\r\n", 501)]
    [InlineData("POST /api/2.2/jobs/create", "Transfer-Encoding: identity", "{}", 501)]
    [InlineData("GET /api/2.2/jobs/list", "Content-Length : 0", "", 400)]
    [InlineData("GET /api/2.2/jobs/list", "X-Folded: a| b", "", 400)]
    [InlineData("GET /api/2.2/jobs/list", " X-Indented: a", "", 400)]
    [InlineData("GET /api/2.2/jobs/list", ": no name", "", 400)]
    [InlineData("GET /api/2.2/jobs/list", "no colon", "", 400)]
    [InlineData("GET /api/2.2/jobs/list", "X(Y): a", "", 400)]
    [InlineData("GET /api/2.2/jobs/list", "X: a\rContent-Length: 5", "", 400)]
    [InlineData("GET /api/2.2/jobs/list", "X: a\nContent-Length: 5", "", 400)]
    [InlineData("GET /api/2.2/jobs/list", "X: a\0b", "", 400)]
    [InlineData("GET /api/2.2/jobs/list", "Host: localhost", "", 400)]
    [InlineData("GET /api/2.2/jobs/list", "Authorization: Bearer other", "", 400)]
    [InlineData("GET  /api/2.2/jobs/list", "X: a", "", 400)]
    [InlineData("G(T /api/2.2/jobs/list", "X: a", "", 400)]
    [InlineData("GET *", "X: a", "", 400)]
    [InlineData("CONNECT localhost:80", "X: a", "", 400)]
    [InlineData("GET /api/2.2/jobs/list#part", "X: a", "", 400)]
    [InlineData("GET /api/2.2/jobs/l\u00efst", "X: a", "", 400)]
    public async Task Ambiguous_requests_are_rejected_and_end_the_connection(
        string start, string headers, string body, int status)
    {
        // What is behind the request would be the next one for a reader that understands the first one differently.
        string response = await ExchangeAsync(
            $"{start} HTTP/1.1", headers, body + "GET /api/2.2/jobs/list HTTP/1.1\r\nHost: localhost\r\n\r\n");

        Assert.StartsWith(
            string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {status} "), response, StringComparison.Ordinal);
        Assert.Single(response.Split("\r\nx-request-id: ").Skip(1));
        Assert.Contains("\r\nConnection: close\r\n", response, StringComparison.Ordinal);
        Assert.Empty(Server.Requests);
        Assert.False((await _workspace.JobsAsync("list")).Has("jobs"));
    }

    [Theory]
    [InlineData("GET /api/2.2/jobs/list HTTP/2.0", 505)]
    [InlineData("GET /api/2.2/jobs/list HTTP/1.2", 505)]
    [InlineData("PRI * HTTP/2.0", 505)]
    [InlineData("GET /api/2.2/jobs/list", 400)]
    [InlineData("\u0016\u0003\u0001", 400)]
    public async Task Another_protocol_is_rejected(string line, int status) => Assert.StartsWith(
        string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {status} "),
        await ExchangeAsync(line, "X: a", ""),
        StringComparison.Ordinal);

    /// <summary>Sizes whose sum with what was already read overflows, negative ones, and what is no number.</summary>
    [Theory]
    [InlineData("1\r\nx\r\n7fffffffffffffff\r\n", 400)]
    [InlineData("1\r\nx\r\n7fffffff\r\n", 413)]
    [InlineData("1\r\nx\r\nffffffff\r\n", 400)]
    [InlineData("ffffffffffffffff\r\n", 400)]
    [InlineData("-1\r\n", 400)]
    [InlineData("0x1\r\nx\r\n", 400)]
    [InlineData(" 1\r\nx\r\n", 400)]
    [InlineData("\r\n", 400)]
    [InlineData("1\r\nxyz\r\n0\r\n\r\n", 400)]
    [InlineData("a00001\r\n", 413)]
    public async Task A_chunk_of_an_impossible_size_is_rejected_before_it_is_read(string chunks, int status)
    {
        using RawConnection connection = await RawConnection.OpenAsync(Server);
        await connection.SendAsync(Head("POST /api/2.2/jobs/create HTTP/1.1", "Transfer-Encoding: chunked") + chunks);

        // The client has not sent the body, and the server does not wait for it.
        string response = await connection.ReadUntilAsync("\r\n\r\n");

        Assert.StartsWith(
            string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {status} "), response, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Chunks_together_are_limited_like_any_other_body()
    {
        using RawConnection connection = await RawConnection.OpenAsync(Server);
        await connection.SendAsync(Head("POST /api/2.2/jobs/create HTTP/1.1", "Transfer-Encoding: chunked"));
        byte[] chunk = Encoding.ASCII.GetBytes("100000\r\n" + new string(' ', 1024 * 1024) + "\r\n");
        for (int i = 0; i < 11; i++) await connection.SendAsync(chunk);

        Assert.StartsWith("HTTP/1.1 413 ", await connection.ReadUntilAsync("\r\n\r\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Extensions_and_trailers_are_ignored_up_to_a_limit()
    {
        const string Start = "POST /api/2.2/jobs/create HTTP/1.1";
        const string Chunked = "Transfer-Encoding: chunked|Connection: close";
        const string Job = "c;a=b\r\n{\"name\":\"a\"}\r\n0\r\nTrailer: x\r\n\r\n";
        string extension = $"1;{new string('a', 300)}\r\n{{\r\n";
        string trailers = "2\r\n{}\r\n0\r\n" + string.Concat(Enumerable.Repeat($"T: {new string('a', 1000)}\r\n", 40));

        Assert.StartsWith("HTTP/1.1 200 ", await ExchangeAsync(Start, Chunked, Job), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 400 ", await ExchangeAsync(Start, Chunked, extension), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 431 ", await ExchangeAsync(Start, Chunked, trailers), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Headers_are_limited_in_number_and_length()
    {
        const string Start = "GET /api/2.2/jobs/list HTTP/1.1";
        string many = string.Join('|', Enumerable.Range(0, 101).Select(static id => $"X-{id}: a"));
        string some = string.Concat(Enumerable.Range(0, 90).Select(static id => $"X-{id}: a|")) + "Connection: close";
        string endless = $"X: {new string('a', 33 * 1024)}";
        string target = $"GET /api/2.2/jobs/list?name={new string('a', 17 * 1024)} HTTP/1.1";

        Assert.StartsWith("HTTP/1.1 431 ", await ExchangeAsync(Start, many, ""), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 200 ", await ExchangeAsync(Start, some, ""), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 431 ", await ExchangeAsync(Start, endless, ""), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 414 ", await ExchangeAsync(target, "X: a", ""), StringComparison.Ordinal);
    }

    /// <summary>With DNS rebinding, the browser believes that the page's own host is this server.</summary>
    [Theory]
    [InlineData("rebind.example", 403)]
    [InlineData("rebind.example:8080", 403)]
    [InlineData("localhost.rebind.example", 403)]
    [InlineData("127.0.0.1.rebind.example", 403)]
    [InlineData("localhost@rebind.example", 403)]
    [InlineData("rebind.example@localhost", 403)]
    [InlineData("rebind.example/@localhost", 403)]
    [InlineData("localhost:x", 403)]
    [InlineData("[::2]", 403)]
    [InlineData("0.0.0.0", 403)]
    [InlineData("", 403)]
    [InlineData("LOCALHOST:9", 200)]
    [InlineData("127.0.0.2", 200)]
    [InlineData("[::1]:80", 200)]
    public async Task A_request_must_name_a_loopback_address(string host, int status) => Assert.StartsWith(
        string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {status} "),
        await RawConnection.ExchangeAsync(
            Server,
            $"GET /api/2.2/jobs/list HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {Server.Token}\r\n"
            + "Connection: close\r\n\r\n"),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("http://rebind.example/api/2.2/jobs/list", 403)]
    [InlineData("http://localhost@rebind.example/api/2.2/jobs/list", 403)]
    [InlineData("https://localhost/api/2.2/jobs/list", 400)]
    [InlineData("file:///etc/passwd", 400)]
    [InlineData("//rebind.example/api/2.2/jobs/list", 404)]
    [InlineData("http://localhost/api/2.2/jobs/list", 200)]
    public async Task An_absolute_target_must_name_a_loopback_address_too(string target, int status) =>
        Assert.StartsWith(
            string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {status} "),
            await ExchangeAsync($"GET {target} HTTP/1.1", "Connection: close", ""),
            StringComparison.Ordinal);

    [Theory]
    [InlineData("Origin: https://page.example", 403)]
    [InlineData("Origin: null", 403)]
    [InlineData("Origin: http://localhost:3000", 403)]
    [InlineData("Sec-Fetch-Site: cross-site", 403)]
    [InlineData("Sec-Fetch-Site: same-site", 403)]
    [InlineData("Sec-Fetch-Site: none", 200)]
    public async Task Requests_of_web_pages_are_rejected_and_not_recorded(string header, int status)
    {
        string response = await ExchangeAsync("GET /api/2.2/jobs/list HTTP/1.1", $"{header}|Connection: close", "");
        Assert.StartsWith(
            string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {status} "), response, StringComparison.Ordinal);
        Assert.Equal(status == 200 ? 1 : 0, Server.Requests.Count);
        Assert.DoesNotContain("Access-Control-Allow", response, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Bodies_of_rejected_requests_are_neither_read_nor_recorded()
    {
        using RawConnection connection = await RawConnection.OpenAsync(Server);
        // Two of ten million bytes: a server that reads the body first would not respond.
        await connection.SendAsync(
            "POST /api/2.2/jobs/create HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10000000\r\n\r\n{}");
        string response = await connection.ReadUntilAsync("\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 401 ", response, StringComparison.Ordinal);
        Assert.Contains("\r\nConnection: close\r\n", response, StringComparison.Ordinal);
        RecordedRequest recorded = Assert.Single(Server.Requests);
        Assert.Equal((401, null, 10_000_000L), (recorded.Status, recorded.Body, recorded.BodySize));

        await RawConnection.ExchangeAsync(
            Server, "POST /api/2.2/jobs/create HTTP/1.1\r\nHost: page.example\r\nContent-Length: 2\r\n\r\n{}");
        Assert.Single(Server.Requests);
    }

    [Fact]
    public async Task A_client_that_is_still_sending_gets_the_rejection_and_not_a_reset()
    {
        using var client = new HttpClient { BaseAddress = Server.Address };
        using var body = new ByteArrayContent(new byte[8 * 1024 * 1024]);
        var path = new Uri("api/2.2/jobs/create", UriKind.Relative);
        using HttpResponseMessage response = await client.PostAsync(path, body);
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task A_token_request_has_a_small_body()
    {
        using RawConnection connection = await RawConnection.OpenAsync(Server);
        await connection.SendAsync("POST /oidc/v1/token HTTP/1.1\r\nHost: localhost\r\nContent-Length: 70000\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 413 ", await connection.ReadUntilAsync("\r\n\r\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_body_is_asked_for_that_would_be_rejected()
    {
        const string Expect = "Host: localhost\r\nContent-Length: 2\r\nExpect: 100-continue\r\n";
        using RawConnection rejected = await RawConnection.OpenAsync(Server);
        await rejected.SendAsync($"POST /api/2.2/jobs/create HTTP/1.1\r\n{Expect}\r\n");
        Assert.StartsWith("HTTP/1.1 401 ", await rejected.ReadUntilAsync("\r\n\r\n"), StringComparison.Ordinal);

        using RawConnection accepted = await RawConnection.OpenAsync(Server);
        await accepted.SendAsync(
            $"POST /api/2.2/jobs/create HTTP/1.1\r\n{Expect}Authorization: Bearer {Server.Token}\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 100 ", await accepted.ReadUntilAsync("\r\n\r\n"), StringComparison.Ordinal);
        await accepted.SendAsync("{}");
        Assert.StartsWith("HTTP/1.1 200 ", await accepted.ReadUntilAsync("\r\n\r\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pipelined_requests_are_handled_one_after_the_other()
    {
        using RawConnection connection = await RawConnection.OpenAsync(Server);
        string one = Head("GET /api/2.2/jobs/list HTTP/1.1", "X: a");
        await connection.SendAsync(
            string.Concat(Enumerable.Repeat(one, 500)) + Head("GET /api/2.2/jobs/list HTTP/1.1", "Connection: close"));

        Assert.Equal(502, (await connection.ReadToEndAsync()).Split("HTTP/1.1 200 ").Length);
    }

    [Fact]
    public async Task The_log_is_limited_in_memory_not_only_in_number()
    {
        string body = $$"""{"name":"{{new string('a', 60_000)}}"}""";
        for (int i = 0; i < 300; i++) await _workspace.PostAsync("api/2.2/jobs/get", body);

        int kept = Server.Requests.Sum(static request => request.Body!.Length);
        Assert.InRange(kept, 16_000_000, 16 * 1024 * 1024);
    }

    private Task<string> ExchangeAsync(string start, string headers, string body) =>
        RawConnection.ExchangeAsync(Server, Head(start, headers) + body);

    /// <summary>The head of a request with a valid token.</summary>
    /// <param name="start">The request line.</param>
    /// <param name="headers">More headers, separated by bars.</param>
    private string Head(string start, string headers) =>
        $"{start}\r\nHost: localhost\r\nAuthorization: Bearer {Server.Token}\r\n"
        + $"{headers.Replace("|", "\r\n", StringComparison.Ordinal)}\r\n\r\n";
}
