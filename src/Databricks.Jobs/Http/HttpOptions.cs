namespace Databricks.Jobs.Http;

/// <summary>How requests are sent.</summary>
internal sealed record HttpOptions
{
    public required TimeProvider Time { get; init; }

    /// <summary>How long an attempt may last without a byte sent or received.</summary>
    public required TimeSpan RequestTimeout { get; init; }

    /// <summary>How long after the first attempt another may start.</summary>
    public required TimeSpan RetryTimeout { get; init; }

    /// <summary>Returns from 0 to 1 s.</summary>
    public required Func<TimeSpan> NextJitter { get; init; }

    /// <summary>The ID of the workspace, which selects one of several on the same host; null for none.</summary>
    public string? WorkspaceId { get; init; }

    /// <summary>The user agent, by the name of the authentication method.</summary>
    public required Func<string, string> UserAgent { get; init; }

    public Action<RequestTrace>? Trace { get; init; }

    /// <summary>Whether headers and bodies are recorded for the trace.</summary>
    public Func<bool>? TraceDetails { get; init; }

    /// <summary>Whether any certificate is accepted on loopback.</summary>
    public bool SkipCertificateCheck { get; init; }

    /// <summary>What sends the requests; null for the default handler.</summary>
    public HttpMessageHandler? Handler { get; init; }
}
