using System.Collections.Concurrent;
using Databricks.Jobs.Authentication;
using Databricks.Jobs.Http;

namespace Databricks.Jobs.Tests.Servers;

/// <summary>A client, the server it talks to, and the clock it goes by.</summary>
internal sealed class ClientFixture : IDisposable
{
    public const string Token = "dapi0123456789abcdef";

    public ClientFixture(Action<JobsClientOptions>? configure = null, string? host = null)
    {
        var options = new JobsClientOptions
        {
            Credentials = WorkspaceCredentials.FromToken(host ?? Server.Host, Token),
            TimeProvider = Clock,
            Trace = Traces.Enqueue,
            TraceDetails = static () => true,
            Environment = new FakeEnvironment(),
            Random = new NoRandom(),
        };
        configure?.Invoke(options);
        Client = new JobsClient(options);
    }

    public TestServer Server { get; } = new();

    public AutoAdvanceTimeProvider Clock { get; } = new();

    public ConcurrentQueue<RequestTrace> Traces { get; } = new();

    public JobsClient Client { get; }

    /// <summary>The pauses so far, in seconds.</summary>
    public double[] Delays => [.. Clock.Delays.Select(static delay => delay.TotalSeconds)];

    public void Dispose()
    {
        Client.Dispose();
        Server.Dispose();
        Assert.All(
            Traces, static trace => Assert.DoesNotContain(Token, trace + trace.Details, StringComparison.Ordinal));
    }

    /// <summary>Spreads nothing, so that pauses are whole.</summary>
    private sealed class NoRandom : Random
    {
        public override double NextDouble() => 0;
    }
}
