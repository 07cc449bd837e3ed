using System.Collections.Concurrent;
using System.Globalization;
using Databricks.Jobs.LocalWorkspace.Api;
using Databricks.Jobs.LocalWorkspace.Domain;
using Databricks.Jobs.LocalWorkspace.Http;
using Databricks.Jobs.LocalWorkspace.Scripting;

namespace Databricks.Jobs.LocalWorkspace;

/// <summary>
/// A Jobs service on loopback, in memory: a test bed and a place to learn. It runs task graphs on a clock that can be
/// sped up; what a task does is scripted, not computed.
/// </summary>
/// <remarks>
/// Another process sets it up over HTTP, with the same token: <c>POST|DELETE /local/scripts</c> (task_key, job_name,
/// result, duration_seconds, setup_seconds, cleanup_seconds, output, logs, error, error_trace, termination_code,
/// fail_times, values), <c>GET|POST|DELETE /local/faults</c> (kind, method, path, skip, times, chance, seed, status,
/// error_code, message, retry_after, delay_seconds, body, content_type), <c>POST|DELETE /local/violations</c>
/// (policy_id, job_name, field, message, required_value), <c>GET|DELETE /local/requests</c>,
/// <c>GET|POST /local/clock</c> (advance_seconds, speed).
/// </remarks>
public sealed class LocalWorkspaceServer : IDisposable, IAsyncDisposable
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
    private readonly HttpServer _server;

    private LocalWorkspaceServer(LocalWorkspaceOptions options)
    {
        _options = options;
        var provider = options.TimeProvider ?? TimeProvider.System;
        _clock = new WorkspaceClock(provider, options.Speed);
        _tokens = new TokenAuthority(options, _clock);
        JobsApi.AddTo(_api);
        RunsApi.AddTo(_api);
        StartsApi.AddTo(_api);
        PermissionsApi.AddTo(_api);
        new PoliciesApi(_policies).AddTo(_api);
        IdentityApi.AddTo(_api);
        LocalApi.AddTo(_controls);
        _server = new HttpServer(options.Port, Handle, _faults, _log, provider);
        Address = new Uri($"http://localhost:{_server.Port.ToString(CultureInfo.InvariantCulture)}/");
        _server.Serve();
    }

    /// <summary>Where it listens, such as <c>http://localhost:8080/</c>.</summary>
    public Uri Address { get; }

    /// <summary>The personal access token that it accepts.</summary>
    public string Token => _tokens.Token;

    /// <summary>The name of the caller.</summary>
    public string UserName => _options.UserName;

    /// <summary>The time in the workspace.</summary>
    public DateTimeOffset Now => _clock.Now;

    /// <summary>Workspace seconds in a real second, more than 0.</summary>
    public double Speed
    {
        get => _clock.Speed;
        set => _clock.Speed = value;
    }

    /// <summary>The latest 10,000 requests, oldest first, without their credentials.</summary>
    public IReadOnlyList<RecordedRequest> Requests => _log.All;

    /// <summary>The faults that were added, with their hits.</summary>
    public IReadOnlyList<Fault> Faults => _faults.All;

    /// <summary>Starts a server.</summary>
    /// <param name="options">How it is set up; all defaults when null.</param>
    /// <exception cref="LocalWorkspaceException">The port cannot be used.</exception>
    public static LocalWorkspaceServer Start(LocalWorkspaceOptions? options = null) => new(options ?? new());

    /// <summary>Starts a server.</summary>
    /// <param name="options">How it is set up; all defaults when null.</param>
    /// <exception cref="LocalWorkspaceException">The port cannot be used.</exception>
    public static Task<LocalWorkspaceServer> StartAsync(LocalWorkspaceOptions? options = null) =>
        Task.Run(() => Start(options));

    /// <summary>Says what tasks do. What is said last counts.</summary>
    /// <param name="taskKey">The key of the task, with wildcards; <c>*</c> is every one.</param>
    /// <param name="script">What it does.</param>
    /// <param name="jobName">The job by name, with wildcards, or by id; every one when null.</param>
    public void Script(string taskKey, TaskScript script, string? jobName = null) =>
        _scripts.Add(new ScriptEntry(taskKey, jobName, script));

    /// <summary>Takes back all scripts.</summary>
    public void ClearScripts() => _scripts.Clear();

    /// <summary>Lets something go wrong.</summary>
    /// <param name="fault">What, when and how often.</param>
    public void AddFault(Fault fault) => _faults.Add(fault);

    /// <summary>Takes back all faults.</summary>
    public void ClearFaults() => _faults.Clear();

    /// <summary>Lets jobs break a rule of a policy.</summary>
    /// <param name="violation">Which rule, and which jobs.</param>
    public void AddViolation(PolicyViolation violation) => _policies.Add(violation);

    /// <summary>Takes back all violations.</summary>
    public void ClearViolations() => _policies.Clear();

    /// <summary>Forgets the requests so far.</summary>
    public void ClearRequests() => _log.Clear();

    /// <summary>Lets time in the workspace jump ahead.</summary>
    /// <param name="by">How far, in workspace time.</param>
    public void AdvanceTime(TimeSpan by) => _clock.Advance(by);

    /// <summary>Ends the server; requests that are still open are broken off.</summary>
    public void Stop() => Dispose();

    /// <inheritdoc/>
    public void Dispose() => _server.Dispose();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => new(_server.StopAsync());

    private ApiResponse Handle(ApiRequest request)
    {
        if (AnonymousEndpoints.Find(request, Address) is { } page) return page;
        if (request is { Path: AnonymousEndpoints.TokenPath, Method: "POST" }) return _tokens.IssueToken(request);

        var token = _tokens.Authenticate(request);
        if (request.Path.StartsWith("/local/", StringComparison.Ordinal)) return _controls.Route(this, request);

        var workspace = _workspaces.GetOrAdd(_options.WorkspacePerToken ? token : "", CreateWorkspace);
        return workspace.Enter(() => _api.Route(workspace, request));
    }

    private Workspace CreateWorkspace(string token) => new(_options, _clock, _scripts, Address);
}
