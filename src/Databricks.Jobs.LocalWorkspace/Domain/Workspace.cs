using Databricks.Jobs.LocalWorkspace.Http;
using Databricks.Jobs.LocalWorkspace.Scripting;

namespace Databricks.Jobs.LocalWorkspace.Domain;

/// <summary>Everything that a workspace holds. One caller at a time is inside.</summary>
internal sealed class Workspace
{
    private readonly object _gate = new();
    private readonly EventQueue _events;
    private readonly WorkspaceClock _clock;
    private readonly SortedDictionary<long, StoredJob> _jobs = [];
    private readonly HashSet<long> _deletedJobs = [];
    private readonly Dictionary<string, long> _tokens = new(StringComparer.Ordinal);

    public Workspace(LocalWorkspaceOptions options, WorkspaceClock clock, ScriptRegistry scripts, Uri address)
    {
        _clock = clock;
        _events = new EventQueue(clock.Now);
        UserName = options.UserName;
        Engine = new RunEngine(_events, Ids, scripts, options, id => _jobs.TryGetValue(id, out var job) ? job : null);
        Views = new RunViews(address);
    }

    public IdSource Ids { get; } = new();

    public RunEngine Engine { get; }

    public RunViews Views { get; }

    public string UserName { get; }

    /// <summary>Workspace time, cut to the milliseconds that the service knows.</summary>
    public DateTimeOffset Now => _events.Now;

    /// <summary>The jobs, oldest first.</summary>
    public IEnumerable<StoredJob> Jobs => _jobs.Values;

    public int JobCount => _jobs.Count;

    /// <summary>Brings the workspace up to the present, acts, and lets happen what follows at once.</summary>
    public T Enter<T>(Func<T> action)
    {
        lock (_gate)
        {
            var now = DateTimeOffset.FromUnixTimeMilliseconds(_clock.Now.ToUnixTimeMilliseconds());
            _events.AdvanceTo(now);
            var result = action();
            _events.AdvanceTo(now);
            return result;
        }
    }

    public void Add(StoredJob job) => _jobs.Add(job.Id, job);

    public void Remove(StoredJob job)
    {
        _jobs.Remove(job.Id);
        _deletedJobs.Add(job.Id);
    }

    /// <summary>A job that is read. Permission is checked before existence, so a deleted job answers 403.</summary>
    public StoredJob JobToView(long id) => Find(id, "View")
        ?? throw ApiException.NotFound($"Job {id} does not exist.");

    /// <summary>A job that is changed. The service does not tell whether one that may not be changed exists.</summary>
    public StoredJob JobToManage(long id) => Find(id, "Manage") ?? throw Forbidden(id, "Manage");

    public JobRun Run(long id) =>
        Engine.FindRun(id) ?? throw ApiException.InvalidParameter($"Run {id} does not exist.");

    /// <summary>The run that was started with the same token before, if there is one.</summary>
    public JobRun? RunOfToken(string kind, string? token)
    {
        if (token is null || !_tokens.TryGetValue($"{kind}:{token}", out var id)) return null;
        return Engine.FindRun(id)
            ?? throw ApiException.InvalidState($"The run with idempotency token {token} has been deleted.");
    }

    public void Remember(string kind, string? token, JobRun run)
    {
        if (token is not null) _tokens[$"{kind}:{token}"] = run.RunId;
    }

    private StoredJob? Find(long id, string right)
    {
        if (_deletedJobs.Contains(id)) throw Forbidden(id, right);
        return _jobs.TryGetValue(id, out var job) ? job : null;
    }

    private ApiException Forbidden(long id, string right) =>
        ApiException.Denied($"User {UserName} does not have {right} permissions on job {id}, or there is no such job.");
}
