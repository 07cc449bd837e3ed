using Databricks.Jobs.Http;

namespace Databricks.Jobs.Authentication;

/// <summary>What the methods use: clock, network, other programs.</summary>
internal sealed class CredentialsTools
{
    public CredentialsTools() => Http = new TokenHttpClient(this);

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public Func<TimeSpan> NextJitter { get; init; } = static () => TimeSpan.Zero;

    public Action<RequestTrace>? Trace { get; init; }

    /// <summary>The user agent, by the name of the method.</summary>
    public Func<string, string> UserAgent { get; init; } =
        static method => Databricks.Jobs.Http.UserAgent.Build(null, method, null);

    /// <summary>Whether headers and bodies are recorded for the trace.</summary>
    public Func<bool>? TraceDetails { get; init; }

    /// <summary>Whether any certificate is accepted on loopback.</summary>
    public bool SkipCertificateCheck { get; init; }

    /// <summary>What sends the token requests; null for a handler of the library's own.</summary>
    public HttpMessageHandler? Handler { get; init; }

    public IProgramRunner Programs { get; init; } = ProgramRunner.Instance;

    public AzureEndpoints Azure { get; init; } = new();

    public TokenHttpClient Http { get; }
}
