using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Databricks.Jobs.PowerShell.Completion;

/// <summary>Recent responses of the service of one connection. Requests run in the background: the caller waits
/// briefly, and a response that arrives later is kept for the next completion.</summary>
internal sealed class CompletionCache
{
    private const int MaxEntries = 100;

    private static readonly ConditionalWeakTable<DbxWorkspace, CompletionCache> s_all = new();
    private static readonly TimeSpan s_lifetime = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_failureLifetime = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_maxRequestDuration = TimeSpan.FromSeconds(15);

    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly DbxWorkspace _workspace;

    private CompletionCache(DbxWorkspace workspace) => _workspace = workspace;

    public static CompletionCache Of(DbxWorkspace workspace) =>
        s_all.GetValue(workspace, static one => new CompletionCache(one));

    /// <summary>Gets a cached response, or sends the request.</summary>
    /// <param name="key">Identifies the request.</param>
    /// <param name="maxWait">How long to wait for the response.</param>
    /// <param name="fetch">Sends the request.</param>
    /// <returns>The response, or the previous one; null if there is none yet.</returns>
    public T? GetOrFetch<T>(string key, TimeSpan maxWait, Func<JobsClient, CancellationToken, Task<T>> fetch)
        where T : class
    {
        Entry entry;
        lock (_entries)
        {
            if (!_entries.TryGetValue(key, out Entry? known) || known.IsExpired)
            {
                if (_entries.Count >= MaxEntries)
                {
                    _entries.Clear();
                }

                JobsClient client = _workspace.Client;
                known = new Entry(Task.Run(() => FetchAsync(client, fetch)), known?.Latest);
                _entries[key] = known;
            }

            entry = known;
        }

        // Not Wait, which throws if the request failed.
        Task.WaitAny([entry.Task], maxWait);
        return (T?)entry.Latest;
    }

    private static async Task<object> FetchAsync<T>(
        JobsClient client,
        Func<JobsClient, CancellationToken, Task<T>> fetch)
        where T : class
    {
        using var limit = new CancellationTokenSource(s_maxRequestDuration);
        Task<T> fetching = fetch(client, limit.Token);
        await fetching.ObserveAsync().ConfigureAwait(false);
        return await fetching.ConfigureAwait(false);
    }

    private sealed class Entry(Task<object> task, object? before)
    {
        private readonly Stopwatch _age = Stopwatch.StartNew();

        public Task<object> Task { get; } = task;

        public object? Latest => HasResult ? Task.Result : before;

        public bool IsExpired => _age.Elapsed > (Task.IsCompleted && !HasResult ? s_failureLifetime : s_lifetime);

        private bool HasResult => Task.Status == TaskStatus.RanToCompletion;
    }
}
