using Databricks.Jobs.LocalWorkspace.Scripting;

namespace Databricks.Jobs.LocalWorkspace.Domain;

/// <summary>The contents of a workspace. Only one request at a time has access.</summary>
internal sealed class Workspace
{
    private readonly object _lock = new();
    private readonly EventQueue _events;
    private readonly WorkspaceClock _clock;
    private readonly SortedDictionary<long, StoredJob> _jobs = [];
    private readonly HashSet<long> _deletedJobs = [];
    private readonly Dictionary<string, long> _tokens = new(StringComparer.Ordinal);

    public Workspace(LocalWorkspaceOptions options, WorkspaceClock clock, ScriptRegistry scripts, RunViews views)
    {
        _clock = clock;
        _events = new EventQueue(clock.Now);
        UserName = options.UserName;
        Engine = new RunEngine(_events, Ids, scripts, options, FindJob);
        Views = views;
    }

    public IdSource Ids { get; } = new();

    public RunEngine Engine { get; }

    public RunViews Views { get; }

    public string UserName { get; }

    /// <summary>The time in the workspace, in whole milliseconds as in the service.</summary>
    public DateTimeOffset Now => _events.Now;

    /// <summary>The jobs, oldest first.</summary>
    public IEnumerable<StoredJob> Jobs => _jobs.Values;

    public int JobCount => _jobs.Count;

    /// <summary>
    /// Advances the workspace to the present, runs an action, and then everything that is due immediately.
    /// </summary>
    public T Enter<T>(Func<T> action)
    {
        lock (_lock)
        {
            var now = DateTimeOffset.FromUnixTimeMilliseconds(_clock.Now.ToUnixTimeMilliseconds());
            _events.AdvanceTo(now);
            T result = action();
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

    /// <summary>A job to read. The caller is an administrator, who can see every job.</summary>
    public StoredJob JobToView(long id) => FindJob(id) ?? throw NotFound(id);

    /// <summary>
    /// A job to change. The service checks permissions first, so a job that never existed is a lack of permission. A
    /// deleted job does not exist for those who could see it.
    /// </summary>
    public StoredJob JobToManage(long id) => FindJob(id)
        ?? throw (_deletedJobs.Contains(id)
            ? NotFound(id)
            : RejectedException.PermissionDenied(
                $"User {UserName} does not have Admin or Owner permissions on job {id}"));

    public JobRun Run(long id) =>
        Engine.FindRun(id) ?? throw RejectedException.InvalidParameter($"Run {id} does not exist.");

    /// <summary>The run that an earlier request with the same token started; null if there is none.</summary>
    public JobRun? RunOfToken(string kind, string? token)
    {
        if (token is null || !_tokens.TryGetValue($"{kind}:{token}", out long id)) return null;
        return Engine.FindRun(id)
            ?? throw RejectedException.InvalidState($"The run with idempotency token {token} has been deleted.");
    }

    public void Remember(string kind, string? token, JobRun run)
    {
        if (token is not null) _tokens[$"{kind}:{token}"] = run.RunId;
    }

    private StoredJob? FindJob(long id) => _jobs.TryGetValue(id, out StoredJob? job) ? job : null;

    private static RejectedException NotFound(long id) => RejectedException.NotFound($"Job {id} does not exist.");
}
