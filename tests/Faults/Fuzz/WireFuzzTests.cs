using System.Text;
using Databricks.Jobs.Authentication;
using Databricks.Jobs.Models;
using Databricks.Jobs.Tests.Servers;

namespace Databricks.Jobs.Faults.Fuzz;

/// <summary>
/// Complete responses, head and body, damaged on the wire: the client returns a run or throws an error of the library.
/// </summary>
public sealed class WireFuzzTests : IDisposable
{
    private const int Cases = 2_000;

    private readonly TestServer _server = new();

    public void Dispose() => _server.Dispose();

    [Fact]
    public async Task A_damaged_response_is_a_run_or_an_error_of_the_library()
    {
        byte[] run = (await Samples.Responses)["run"];
        byte[] error = (await Samples.Responses)["error"];
        long runId = Run.FromJson(Encoding.UTF8.GetString(run)).RunId!.Value;
        byte[][] samples =
        [
            [.. Head("200 OK", $"Content-Length: {run.Length}"), .. run],
            [.. Head("200 OK", "Connection: close"), .. run],
            [.. Head("200 OK", "Transfer-Encoding: chunked"), .. Chunk(run)],
            [.. Head("200 OK", "Content-Encoding: gzip"), .. Wire.Pack("gzip", run)],
            [.. Head("200 OK", "Content-Encoding: br"), .. Wire.Pack("br", run)],
            [.. Head("429 Too Many", $"Retry-After: 7\r\nContent-Length: {error.Length}"), .. error],
            [.. Head("429 Too Many", "Retry-After: Fri, 31 Dec 2027 23:59:59 GMT"), .. error],
            [.. Head("303 See Other", "Location: /login.html?error=private-link-validation-error"), .. run],
            [.. Head("401 Unauthorized", "WWW-Authenticate: Basic realm=x"), .. error],
        ];
        using var client = new JobsClient(new JobsClientOptions
        {
            Credentials = WorkspaceCredentials.FromToken(_server.Host, ClientFixture.Token),
            RetryTimeout = TimeSpan.Zero,
        });

        int read = await HangGuard.RunAsync("wire", Cases, async seed =>
        {
            byte[] response = new Mutator(seed).Damage(samples[seed % samples.Length]);
            _server.Handler = _ => StubResponse.Written((_, stream) => stream.WriteAsync(response).AsTask());
            try
            {
                await client.GetRunAsync(runId);
                return true;
            }
            catch (JobsException exception)
            {
                Assert.NotEmpty(exception.RecommendedAction);
                return false;
            }
        });

        Assert.InRange(read, Cases / 50, Cases - (Cases / 50));
    }

    private static byte[] Chunk(byte[] body) =>
        [.. Encoding.ASCII.GetBytes($"{body.Length:x}\r\n"), .. body, .. "\r\n0\r\n\r\n"u8];

    private static byte[] Head(string status, string header) => Encoding.ASCII.GetBytes(
        $"HTTP/1.1 {status}\r\nContent-Type: application/json\r\nx-request-id: r-1\r\n{header}\r\n\r\n");
}
