using Databricks.Jobs.Authentication;
using Databricks.Jobs.Http;

namespace Databricks.Jobs;

/// <summary>
/// The options of a <see cref="JobsClient"/>. Do not change them after a client was created with them.
/// </summary>
public sealed class JobsClientOptions
{
    private readonly object _lock = new();

    /// <summary>The address of the workspace; null for that of the credentials.</summary>
    public string? Host { get; set; }

    /// <summary>The credentials of the caller.</summary>
    public WorkspaceCredentials? Credentials { get; set; }

    /// <summary>The version of the Jobs API: <c>2.2</c> (the default) or <c>2.1</c>.</summary>
    public string ApiVersion { get; set; } = "2.2";

    /// <summary>The clock of all waits and timeouts.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>The maximum time of a request without a byte sent or received. The default is 60 seconds.</summary>
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// How long after its first attempt a request can be retried. The default is 300 seconds; zero means never.
    /// </summary>
    public TimeSpan RetryTimeout { get; set; } = TimeSpan.FromSeconds(300);

    /// <summary>The name and version of the program in the User-Agent header, such as <c>MyTool/1.2.0</c>.</summary>
    public string? UserAgent { get; set; }

    /// <summary>Whether to accept any certificate. Allowed only for a service on this machine.</summary>
    public bool SkipCertificateCheck { get; set; }

    /// <summary>Receives each attempt of each request, on the thread of the attempt.</summary>
    public Action<RequestTrace>? Trace { get; set; }

    /// <summary>
    /// Returns whether <see cref="RequestTrace.Details"/> is needed. It is called for each attempt, on its thread.
    /// </summary>
    public Func<bool>? TraceDetails { get; set; }

    /// <summary>
    /// The handler that sends the requests, for logging, metrics or tests; null for one of the client. The client does
    /// not dispose it. Proxies, redirects and certificates then depend on the handler. It must not follow redirects,
    /// which would send the request to another address.
    /// </summary>
    public HttpMessageHandler? HttpMessageHandler { get; set; }

    internal EnvironmentReader Environment { get; set; } = EnvironmentReader.Process;

    internal IProgramRunner Programs { get; set; } = ProgramRunner.Instance;

    internal AzureEndpoints Azure { get; set; } = new();

    /// <summary>The source of the jitter of delays.</summary>
    internal Random Random { get; set; } = new();

    /// <summary>Returns a copy.</summary>
    internal JobsClientOptions Copy() => (JobsClientOptions)MemberwiseClone();

    /// <summary>Resolves credentials from arguments, environment and profile.</summary>
    /// <exception cref="CredentialsException">No usable credentials were found, or more than one kind.</exception>
    internal WorkspaceCredentials ResolveCredentials(CredentialsRequest request) =>
        CredentialsResolver.Resolve(request, Environment, CreateCredentialsTools());

    internal HttpOptions CreateHttpOptions() => new()
    {
        Time = TimeProvider,
        RequestTimeout = RequestTimeout,
        RetryTimeout = RetryTimeout,
        NextJitter = NextJitter,
        UserAgent = CreateUserAgent(),
        Trace = Trace,
        TraceDetails = TraceDetails,
        SkipCertificateCheck = SkipCertificateCheck,
        Handler = HttpMessageHandler,
    };

    /// <summary>Creates the tools of the credentials, with the clock of the client.</summary>
    internal CredentialsTools CreateCredentialsTools() => new()
    {
        Time = TimeProvider,
        NextJitter = NextJitter,
        Trace = Trace,
        UserAgent = CreateUserAgent(),
        TraceDetails = TraceDetails,
        SkipCertificateCheck = SkipCertificateCheck,
        Handler = HttpMessageHandler,
        Programs = Programs,
        Azure = Azure,
    };

    private Func<string, string> CreateUserAgent()
    {
        string? suffix = UserAgent;
        string? pipeline = BuildService.Detect(Environment);
        return method => Http.UserAgent.Build(suffix, method, pipeline);
    }

    /// <summary>Returns a random duration of 0 to 1 s.</summary>
    internal TimeSpan NextJitter()
    {
        // Random is not safe to share between threads.
        lock (_lock) return TimeSpan.FromSeconds(Random.NextDouble());
    }
}
