using Databricks.Jobs.Authentication;
using Databricks.Jobs.Http;

namespace Databricks.Jobs;

/// <summary>How a <see cref="JobsClient"/> works. Not to be changed once a client was made with it.</summary>
public sealed class JobsClientOptions
{
    private readonly object _lock = new();

    /// <summary>The address of the workspace; if null, the one that the credentials are for.</summary>
    public string? Host { get; set; }

    /// <summary>Who the caller is.</summary>
    public WorkspaceCredentials? Credentials { get; set; }

    /// <summary>The version of the Jobs API to speak: <c>2.2</c> or <c>2.1</c>.</summary>
    public string ApiVersion { get; set; } = "2.2";

    /// <summary>The clock for every wait and limit.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>How long a request may go without a single byte sent or received; 60 s.</summary>
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How long after its first attempt a request may be attempted again; 300 s. Zero: never.</summary>
    public TimeSpan RetryTimeout { get; set; } = TimeSpan.FromSeconds(300);

    /// <summary>What the program calls itself to the service, such as <c>MyTool/1.2.0</c>.</summary>
    public string? UserAgent { get; set; }

    /// <summary>Whether to take any certificate. Only for a service on this machine.</summary>
    public bool SkipCertificateCheck { get; set; }

    /// <summary>Is told of every attempt at every request, from whatever thread it ran on.</summary>
    public Action<RequestTrace>? Trace { get; set; }

    /// <summary>
    /// Is asked at every attempt, from whatever thread it runs on, whether <see cref="RequestTrace.Details"/> is wanted.
    /// </summary>
    public Func<bool>? TraceDetails { get; set; }

    /// <summary>
    /// What sends the requests, to add logging, metrics or a stand-in; null for a handler of the client's own. The client
    /// does not dispose it. Proxy, redirects and certificates are then the handler's business: it must not follow
    /// redirects, which would repeat a request elsewhere.
    /// </summary>
    public HttpMessageHandler? HttpMessageHandler { get; set; }

    internal EnvironmentReader Environment { get; set; } = EnvironmentReader.Process;

    internal IProgramRunner Programs { get; set; } = ProgramRunner.Instance;

    internal AzureEndpoints Azure { get; set; } = new();

    /// <summary>Where the spread of the waits comes from.</summary>
    internal Random Random { get; set; } = new();

    /// <summary>The same options in an object of their own.</summary>
    internal JobsClientOptions Copy() => (JobsClientOptions)MemberwiseClone();

    /// <summary>The credentials that arguments, environment and profile give.</summary>
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

    /// <summary>What credentials work with, so that they use the clock of the client.</summary>
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

    /// <summary>From 0 to 1 s.</summary>
    internal TimeSpan NextJitter()
    {
        // Random is not safe to share between threads.
        lock (_lock) return TimeSpan.FromSeconds(Random.NextDouble());
    }
}
