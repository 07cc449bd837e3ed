using System.Collections;

namespace Databricks.Jobs.Definitions.Rules;

/// <summary>The tasks of a job by their keys, and which tasks end before which.</summary>
internal sealed class TaskGraph
{
    private readonly List<CheckedTask> _tasks = [];
    private readonly Dictionary<string, int> _indexes = new(StringComparer.Ordinal);
    private int[][]? _dependencies;
    private BitArray?[]? _upstream;

    public TaskGraph(IEnumerable<CheckedTask> tasks)
    {
        foreach (CheckedTask task in tasks)
        {
            if (task.Task.TaskKey is { } key && !_indexes.ContainsKey(key))
            {
                _indexes.Add(key, _tasks.Count);
                _tasks.Add(task);
            }
        }
    }

    public IReadOnlyCollection<string> Keys => _indexes.Keys;

    /// <summary>The tasks that have a key; of those with the same key, the first.</summary>
    public IReadOnlyList<CheckedTask> Tasks => _tasks;

    public CheckedTask? Find(string? key) =>
        key is not null && _indexes.TryGetValue(key, out int index) ? _tasks[index] : null;

    /// <summary>Whether a task always ends before another one starts.</summary>
    public bool IsUpstream(string key, string of) =>
        _indexes.TryGetValue(key, out int index)
        && _indexes.TryGetValue(of, out int start)
        && UpstreamOf(start)[index];

    // With an explicit stack: a chain of a thousand tasks must not overflow the thread's.
    private BitArray UpstreamOf(int start)
    {
        _dependencies ??= [.. _tasks.Select(DependenciesOf)];
        _upstream ??= new BitArray?[_tasks.Count];
        var entered = new HashSet<int>();
        var next = new Stack<int>([start]);
        while (next.Count > 0)
        {
            int task = next.Peek();
            if (_upstream[task] is null && entered.Add(task))
            {
                foreach (int dependency in _dependencies[task])
                {
                    next.Push(dependency);
                }

                continue;
            }

            next.Pop();
            _upstream[task] ??= Combine(_dependencies[task]);
        }

        return _upstream[start]!;
    }

    // In a cycle, which is an error of its own, a dependency can be incomplete.
    private BitArray Combine(int[] dependencies)
    {
        var upstream = new BitArray(_tasks.Count);
        foreach (int dependency in dependencies)
        {
            upstream[dependency] = true;
            if (_upstream![dependency] is { } further)
            {
                upstream.Or(further);
            }
        }

        return upstream;
    }

    private int[] DependenciesOf(CheckedTask task) =>
    [
        .. task.View.Dependencies
            .Select(static dependency => dependency?.TaskKey).OfType<string>()
            .Where(_indexes.ContainsKey)
            .Select(key => _indexes[key]),
    ];
}
