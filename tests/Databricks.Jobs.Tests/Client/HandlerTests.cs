using System.Net;
using System.Text;
using Databricks.Jobs.Authentication;

namespace Databricks.Jobs.Tests.Client;

public sealed class HandlerTests
{
    [Fact]
    public async Task A_given_handler_sends_the_requests_and_stays_usable()
    {
        using var handler = new RecordingHandler();
        var options = new JobsClientOptions
        {
            Credentials = WorkspaceCredentials.FromToken("https://example.com", "t"),
            HttpMessageHandler = handler,
        };

        for (int i = 0; i < 2; i++)
        {
            using var client = new JobsClient(options);
            Assert.Equal(7, (await client.GetAsync(7)).JobId);
        }

        Assert.Equal(2, handler.Requests.Count);
        Assert.All(handler.Requests, request => Assert.Equal("Bearer t", request));
    }

    private sealed class RecordingHandler : HttpMessageHandler
    {
        public List<string> Requests { get; } = [];

        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Requests.Add($"{request.Headers.Authorization}");
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK)
            {
                Content = new StringContent("""{"job_id":7}""", Encoding.UTF8, "application/json"),
            });
        }
    }
}
