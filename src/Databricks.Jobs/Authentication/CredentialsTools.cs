using Databricks.Jobs.Http;

namespace Databricks.Jobs.Authentication;

/// <summary>What methods work with: clock, network, other programs.</summary>
internal sealed class CredentialsTools
{
    public CredentialsTools() => Http = new TokenHttpClient(this);

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public Func<TimeSpan> NextJitter { get; init; } = static () => TimeSpan.Zero;

    public Action<RequestTrace>? Trace { get; init; }

    /// <summary>What the client calls itself, by the method.</summary>
    public Func<string, string> UserAgent { get; init; } = static method => Databricks.Jobs.Http.UserAgent.Build(null, method, null);

    /// <summary>Whether headers and bodies are wanted too.</summary>
    public Func<bool>? TraceDetails { get; init; }

    /// <summary>Whether any certificate is taken on loopback.</summary>
    public bool SkipCertificateCheck { get; init; }

    /// <summary>What sends the requests for tokens; null for a handler of our own.</summary>
    public HttpMessageHandler? Handler { get; init; }

    public IProgramRunner Programs { get; init; } = ProgramRunner.Instance;

    public AzureEndpoints Azure { get; init; } = new();

    public TokenHttpClient Http { get; }
}
