using System.Net;
using System.Net.Sockets;

namespace Databricks.Jobs.Tests.Servers;

/// <summary>A network in which a workspace responds to some requests, and then refuses connections.</summary>
/// <param name="responses">How many requests get a response.</param>
/// <param name="body">The body of the responses.</param>
internal sealed class RefusingHandler(int responses = 0, string body = """{"job_id":7,"run_id":9}""")
    : HttpMessageHandler
{
    /// <summary>An address that is not on this machine, where a refused connection is not retried.</summary>
    public const string Host = "https://adb-1.2.azuredatabricks.net";

    private int _requests;

    protected override Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken) => Interlocked.Increment(ref _requests) > responses
            ? Task.FromException<HttpResponseMessage>(new HttpRequestException(
                "Connection refused", new SocketException((int)SocketError.ConnectionRefused)))
            : Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK)
            {
                Content = new StringContent(body),
            });
}
