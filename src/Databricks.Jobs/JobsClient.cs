using Databricks.Jobs.Authentication;
using Databricks.Jobs.Http;
using Databricks.Jobs.Models;
using Databricks.Jobs.Serialization;

namespace Databricks.Jobs;

/// <summary>
/// The Jobs service of one workspace, a method an operation. Safe to use from several threads at a time.
/// Every method throws <see cref="JobsServiceException"/> or one of its subclasses where the service refuses,
/// <see cref="WorkspaceUnreachableException"/> where no answer comes, <see cref="UnexpectedResponseException"/> where
/// the answer is not the service's, and <see cref="OperationCanceledException"/> where the caller ends it.
/// </summary>
public sealed partial class JobsClient : IDisposable
{
    private readonly WorkspaceHttpClient _http;
    private readonly string _jobs;

    /// <summary>Creates a client. Nothing is sent yet.</summary>
    /// <exception cref="ArgumentException">The options lack credentials, or contradict themselves.</exception>
    /// <exception cref="CredentialsException">The host is no usable address.</exception>
    public JobsClient(JobsClientOptions options)
    {
        ArgumentChecks.NotNull(options, nameof(options));
        Credentials = options.Credentials ?? throw new ArgumentException("Credentials are missing.", nameof(options));
        if (options.ApiVersion is not ("2.2" or "2.1"))
            throw new ArgumentException("The API version must be 2.2 or 2.1.", nameof(options));
        Uri? host = options.Host is null ? null : WorkspaceHost.Normalize(options.Host);
        if (options.SkipCertificateCheck && !(host ?? Credentials.Host).IsLoopback)
            throw new ArgumentException("Certificates may go unchecked on this machine only.", nameof(options));
        Options = options;
        _jobs = $"api/{options.ApiVersion}/jobs/";
        _http = new WorkspaceHttpClient(host, Credentials, options.CreateHttpOptions());
    }

    /// <summary>The workspace's address.</summary>
    public Uri Host => _http.Host;

    /// <summary>Who the caller is. It never shows its secrets.</summary>
    public WorkspaceCredentials Credentials { get; }

    /// <summary>The version of the Jobs API that is spoken.</summary>
    public string ApiVersion => Options.ApiVersion;

    internal JobsClientOptions Options { get; }

    /// <summary>
    /// Creates a client for whoever the arguments, the environment and the profile file say the caller is, in this
    /// order. Nothing is sent yet.
    /// </summary>
    /// <param name="request">What is said outright; null for nothing.</param>
    /// <param name="options">How the client works; null for the defaults. Its credentials are not used.</param>
    /// <exception cref="CredentialsException">Nothing usable was found, or more than one answer.</exception>
    public static JobsClient Connect(CredentialsRequest? request = null, JobsClientOptions? options = null)
    {
        JobsClientOptions own = options?.Copy() ?? new JobsClientOptions();
        own.Credentials = own.ResolveCredentials(request ?? new CredentialsRequest());
        return new JobsClient(own);
    }

    /// <summary>Closes the connections.</summary>
    public void Dispose() => _http.Dispose();

    private static ModelReadContext NewContext() => new(strict: false);

    private Task<T> GetOneAsync<T>(Query query, CancellationToken cancellationToken)
        where T : JobsModel, new() =>
        _http.SendAsync<T>(ApiRequest.Get(query.ToString()), NewContext(), cancellationToken);

    private Task<T> ChangeAsync<T>(
        string path,
        JobsModel body,
        CancellationToken cancellationToken,
        Func<T, bool>? hasId = null)
        where T : JobsModel, new()
    {
        ArgumentChecks.NotNull(body, nameof(body));
        var request = ApiRequest.Once(HttpMethod.Post, path, body.ToUtf8Json());
        return _http.SendAsync(request, NewContext(), cancellationToken, hasId: hasId);
    }

    private async Task ChangeAsync(ApiRequest request, CancellationToken cancellationToken, RetryPolicy? policy = null)
    {
        using PooledResponseBody response =
            await _http.SendAsync(request, cancellationToken, policy).ConfigureAwait(false);
    }

    private Task ChangeAsync(string path, JobsModel body, CancellationToken cancellationToken)
    {
        ArgumentChecks.NotNull(body, nameof(body));
        return ChangeAsync(ApiRequest.Once(HttpMethod.Post, path, body.ToUtf8Json()), cancellationToken);
    }

    /// <summary>Reads an object that comes in several pages when it is large.</summary>
    private async Task<T> GetWholeAsync<T>(
        Func<string?, Query> query,
        Func<T, string?> nextToken,
        Action<T, T> merge,
        RetryPolicy? policy,
        CancellationToken cancellationToken)
        where T : JobsModel, new()
    {
        ModelReadContext context = NewContext();
        T whole = await GetPageAsync(null).ConfigureAwait(false);
        if (PageCursor.After(nextToken(whole)) is not { } cursor) return whole;
        var seen = new SeenCursors(ApiRequest.Get(query(null).ToString()).Operation);
        for (PageCursor? next = cursor; next is not null;)
        {
            T part = await GetPageAsync(seen.Add(next.Value).Token).ConfigureAwait(false);
            merge(whole, part);
            next = PageCursor.After(nextToken(part));
        }

        return whole;

        Task<T> GetPageAsync(string? token) =>
            _http.SendAsync<T>(ApiRequest.Get(query(token).ToString()), context, cancellationToken, policy);
    }
}
