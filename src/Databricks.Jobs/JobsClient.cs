using Databricks.Jobs.Authentication;
using Databricks.Jobs.Http;
using Databricks.Jobs.Models;
using Databricks.Jobs.Serialization;

namespace Databricks.Jobs;

/// <summary>
/// The Jobs service of one workspace, with one method for each operation. Operations that take more than one request
/// are extension methods in <c>Databricks.Jobs.Runs</c>, <c>.Definitions</c>, <c>.Permissions</c> and
/// <c>.Compliance</c>. All methods are safe to use from several threads. They throw <see cref="JobsServiceException"/>
/// or a subclass if the service returns an error, <see cref="WorkspaceUnreachableException"/> if there is no response,
/// <see cref="UnexpectedResponseException"/> if the response is not from the service, and
/// <see cref="OperationCanceledException"/> if the caller cancels.
/// </summary>
public sealed partial class JobsClient : IDisposable
{
    private readonly WorkspaceHttpClient _http;
    private readonly string _jobs;

    /// <summary>Creates a client. This sends no requests.</summary>
    /// <exception cref="ArgumentException">The options have no credentials, or contradict each other.</exception>
    /// <exception cref="CredentialsException">The host is not a valid address.</exception>
    public JobsClient(JobsClientOptions options)
    {
        ArgumentChecks.NotNull(options, nameof(options));
        Credentials = options.Credentials ?? throw new ArgumentException("Credentials are missing.", nameof(options));
        if (options.ApiVersion is not ("2.2" or "2.1"))
            throw new ArgumentException("The API version must be 2.2 or 2.1.", nameof(options));
        Uri? host = options.Host is null ? null : WorkspaceHost.Normalize(options.Host);
        if (options.SkipCertificateCheck && !WorkspaceHost.IsThisMachine(host ?? Credentials.Host))
        {
            throw new ArgumentException(
                "Certificate checks can be skipped only for this machine (loopback).",
                nameof(options));
        }

        Options = options;
        _jobs = $"api/{options.ApiVersion}/jobs/";
        // Another host has other workspaces.
        WorkspaceId = options.Host is null || host == Credentials.Host ? Credentials.WorkspaceId : null;
        if (options.Host is not null) WorkspaceId = WorkspaceIds.Of(options.Host).Workspace ?? WorkspaceId;
        HttpOptions http = options.CreateHttpOptions() with { WorkspaceId = WorkspaceId };
        _http = new WorkspaceHttpClient(host, Credentials, http);
    }

    /// <summary>The address of the workspace.</summary>
    public Uri Host => _http.Host;

    /// <summary>
    /// The ID of the workspace, which every request names to a host that serves several; null if the host alone
    /// determines the workspace.
    /// </summary>
    public string? WorkspaceId { get; }

    /// <summary>The credentials of the caller. Their text never contains secrets.</summary>
    public WorkspaceCredentials Credentials { get; }

    /// <summary>The version of the Jobs API.</summary>
    public string ApiVersion => Options.ApiVersion;

    internal JobsClientOptions Options { get; }

    /// <summary>
    /// Creates a client with credentials from the arguments, the environment and the profile file, in this order. This
    /// sends no requests.
    /// </summary>
    /// <param name="request">The arguments, which take precedence; null for none.</param>
    /// <param name="options">The options of the client; null for the defaults. Their credentials are ignored.</param>
    /// <exception cref="CredentialsException">No usable credentials were found, or more than one kind.</exception>
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
        Func<T, string?>? check = null)
        where T : JobsModel, new()
    {
        ArgumentChecks.NotNull(body, nameof(body));
        var request = ApiRequest.Once(HttpMethod.Post, path, body.ToUtf8Json());
        return _http.SendAsync(request, NewContext(), cancellationToken, check: check);
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

    /// <summary>Gets an object that has several pages if it is large.</summary>
    private async Task<T> GetWholeAsync<T>(
        Func<string?, Query> query,
        Func<T, string?> nextToken,
        Func<T, string?> check,
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
            _http.SendAsync(ApiRequest.Get(query(token).ToString()), context, cancellationToken, policy, check);
    }

    private static string? CheckId(long? id) => id is null ? "has no ID" : null;

    /// <returns>What is wrong with a page of an object; null if it is right.</returns>
    private string? CheckPage(string kind, long requestedId, long? id, bool? hasMore, string? nextToken) =>
        id is { } other && other != requestedId ? $"is about {kind} {other}, not {kind} {requestedId}"
        // 2.1 returns the beginning only, and has no tokens for the rest.
        : hasMore == true && string.IsNullOrEmpty(nextToken) && ApiVersion != "2.1"
            ? "has more items, but no page token for them"
        : null;
}
