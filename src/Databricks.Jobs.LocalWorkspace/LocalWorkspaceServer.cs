using System.Collections.Concurrent;
using System.Globalization;
using Databricks.Jobs.LocalWorkspace.Api;
using Databricks.Jobs.LocalWorkspace.Api.Pages;
using Databricks.Jobs.LocalWorkspace.Domain;
using Databricks.Jobs.LocalWorkspace.Http;
using Databricks.Jobs.LocalWorkspace.Scripting;

namespace Databricks.Jobs.LocalWorkspace;

/// <summary>
/// A Jobs service on loopback, in memory, for learning and for tests. It runs task graphs on a clock that can be sped
/// up. What a task does is scripted, not computed.
/// </summary>
/// <remarks>
/// Another process controls it over HTTP, with the same token: <c>POST|DELETE /local/scripts</c> (task_key, job_name,
/// result, duration_seconds, setup_seconds, cleanup_seconds, output, logs, error, error_trace, termination_code,
/// fail_times, values), <c>GET|POST|DELETE /local/faults</c> (kind, method, path, skip, times, chance, seed, status,
/// error_code, message, retry_after, delay_seconds, body, content_type), <c>POST|DELETE /local/violations</c>
/// (policy_id, job_name, field, message, required_value), <c>GET|DELETE /local/requests</c>,
/// <c>GET|POST /local/clock</c> (advance_seconds, speed).
/// </remarks>
public sealed class LocalWorkspaceServer : IDisposable, IAsyncDisposable, IRequestHandler
{
    private readonly LocalWorkspaceOptions _options;
    private readonly WorkspaceClock _clock;
    private readonly ScriptRegistry _scripts = new();
    private readonly FaultRegistry _faults = new();
    private readonly PolicyRegistry _policies = new();
    private readonly RequestLog _log = new();
    private readonly TokenAuthority _tokens;
    private readonly Router<Workspace> _api = new();
    private readonly Router<LocalWorkspaceServer> _controls = new();
    private readonly ConcurrentDictionary<string, Workspace> _workspaces = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, PageKey> _pageKeys = new(StringComparer.Ordinal);
    private readonly HttpServer _server;

    private LocalWorkspaceServer(LocalWorkspaceOptions options)
    {
        _options = options;
        TimeProvider provider = options.TimeProvider ?? TimeProvider.System;
        _clock = new WorkspaceClock(provider, options.Speed);
        _tokens = new TokenAuthority(options, _clock);
        JobsApi.AddTo(_api);
        RunsApi.AddTo(_api);
        StartsApi.AddTo(_api);
        PermissionsApi.AddTo(_api);
        new PoliciesApi(new PolicyCompliance(_policies)).AddTo(_api);
        IdentityApi.AddTo(_api);
        LocalApi.AddTo(_controls);
        _server = new HttpServer(options, this, _faults, _log);
        Address = new Uri($"http://localhost:{_server.Port.ToString(CultureInfo.InvariantCulture)}/");
        _server.Serve();
    }

    /// <summary>The address of the server, such as <c>http://localhost:8080/</c>.</summary>
    public Uri Address { get; }

    /// <summary>The address of the page with the jobs and runs, for a browser. It contains a key that allows reading
    /// pages and nothing else. With a workspace for each token, it is the page of <see cref="Token"/>.</summary>
    public Uri PageAddress => new(Address, WorkspaceOf(Token).Views.PageQuery);

    /// <summary>The personal access token that the server accepts.</summary>
    public string Token => _tokens.Token;

    /// <summary>The user name of the caller.</summary>
    public string UserName => _options.UserName;

    /// <summary>The current time in the workspace.</summary>
    public DateTimeOffset Now => _clock.Now;

    /// <summary>The workspace seconds per real second, greater than 0.</summary>
    public double Speed
    {
        get => _clock.Speed;
        set => _clock.Speed = value;
    }

    /// <summary>
    /// The latest requests, oldest first, without their credentials: up to 10,000, or 16 million characters.
    /// </summary>
    public IReadOnlyList<RecordedRequest> Requests => _log.All;

    /// <summary>The faults that were added.</summary>
    public IReadOnlyList<Fault> Faults => _faults.All;

    /// <summary>Starts a server.</summary>
    /// <param name="options">The options; null means the defaults.</param>
    /// <exception cref="LocalWorkspaceException">The port cannot be used.</exception>
    public static LocalWorkspaceServer Start(LocalWorkspaceOptions? options = null) => new(options ?? new());

    /// <summary>Starts a server.</summary>
    /// <param name="options">The options; null means the defaults.</param>
    /// <exception cref="LocalWorkspaceException">The port cannot be used.</exception>
    public static Task<LocalWorkspaceServer> StartAsync(LocalWorkspaceOptions? options = null) =>
        Task.Run(() => Start(options));

    /// <summary>Defines what tasks do. A later script overrides an earlier one.</summary>
    /// <param name="taskKey">The key of the task, with wildcards; <c>*</c> is every task.</param>
    /// <param name="script">What the task does.</param>
    /// <param name="jobName">The name of the job, with wildcards, or its ID; null means every job.</param>
    public void Script(string taskKey, TaskScript script, string? jobName = null) =>
        _scripts.Add(new ScriptEntry(taskKey, jobName, script));

    /// <summary>Removes all scripts.</summary>
    public void ClearScripts() => _scripts.Clear();

    /// <summary>Injects a fault into requests.</summary>
    /// <param name="fault">The fault and the requests that it affects.</param>
    public void AddFault(Fault fault) => _faults.Add(fault);

    /// <summary>Removes all faults.</summary>
    public void ClearFaults() => _faults.Clear();

    /// <summary>Makes jobs violate a rule of a policy.</summary>
    /// <param name="violation">The rule, and the jobs that violate it.</param>
    /// <exception cref="ArgumentException">Its field is not one of a job cluster or a task.</exception>
    public void AddViolation(PolicyViolation violation) => _policies.Add(violation);

    /// <summary>Removes all violations.</summary>
    public void ClearViolations() => _policies.Clear();

    /// <summary>Clears the list of requests.</summary>
    public void ClearRequests() => _log.Clear();

    /// <summary>Advances the clock of the workspace.</summary>
    /// <param name="by">The workspace time to skip.</param>
    public void AdvanceTime(TimeSpan by) => _clock.Advance(by);

    /// <summary>Stops the server and aborts requests in progress.</summary>
    public void Stop() => Dispose();

    /// <inheritdoc/>
    public void Dispose() => _server.Dispose();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => new(_server.StopAsync());

    int IRequestHandler.Admit(RequestHead head)
    {
        // Pages need their key instead, which is in the query.
        if (PagePaths.Contain(head.Method, head.Path, head.Query)) return 0;
        if (AnonymousEndpoints.Contain(head.Method, head.Path)) return _options.HttpLimits.MaxAnonymousBodyLength;
        _tokens.Authenticate(head.Header("Authorization"));
        return _options.HttpLimits.MaxBodyLength;
    }

    ApiResponse IRequestHandler.Handle(ApiRequest request)
    {
        if (PagePaths.Contain(request.Method, request.Path, request.RawQuery))
        {
            KeyValuePair<string, PageKey> found = _pageKeys.FirstOrDefault(one => one.Value.Opens(request));
            return found.Key is null
                ? WorkspacePages.WithoutKey()
                : _workspaces[found.Key].Enter(() => WorkspacePages.Find(_workspaces[found.Key], request));
        }

        if (AnonymousEndpoints.Contain(request.Method, request.Path))
        {
            return AnonymousEndpoints.Find(request.Path, Address) ?? _tokens.IssueToken(request);
        }

        string token = _tokens.Authenticate(request.Authorization);
        if (request.Path.StartsWith("/local/", StringComparison.Ordinal)) return _controls.Route(this, request);

        Workspace workspace = WorkspaceOf(token);
        return workspace.Enter(() => _api.Route(workspace, request));
    }

    private Workspace WorkspaceOf(string token) =>
        _workspaces.GetOrAdd(_options.WorkspacePerToken ? token : "", CreateWorkspace);

    private Workspace CreateWorkspace(string token)
    {
        PageKey key = _pageKeys.GetOrAdd(token, static _ => new PageKey());
        return new(_options, _clock, _scripts, new RunViews(Address, key.Text));
    }
}
