using System.Globalization;

namespace Databricks.Jobs.LocalWorkspace.Scripting;

/// <summary>All scripts of a server. The latest one that matches a task applies.</summary>
internal sealed class ScriptRegistry
{
    private readonly object _lock = new();
    private readonly List<ScriptEntry> _entries = [];

    public void Add(ScriptEntry entry)
    {
        lock (_lock)
        {
            _entries.RemoveAll(known => known.SameTarget(entry));
            _entries.Add(entry);
        }
    }

    public void Clear()
    {
        lock (_lock) _entries.Clear();
    }

    public TaskScript? Find(long jobId, string jobName, string taskKey)
    {
        lock (_lock)
        {
            for (int i = _entries.Count - 1; i >= 0; i--)
            {
                if (_entries[i].AppliesTo(jobId, jobName, taskKey)) return _entries[i].Script;
            }
        }

        return null;
    }
}

/// <summary>A script and the tasks to which it applies.</summary>
internal sealed record ScriptEntry(string TaskKey, string? JobName, TaskScript Script)
{
    public bool AppliesTo(long jobId, string jobName, string taskKey) =>
        Wildcard.Matches(TaskKey, taskKey)
        && (Wildcard.Matches(JobName, jobName) || JobName == jobId.ToString(CultureInfo.InvariantCulture));

    public bool SameTarget(ScriptEntry other) => other.TaskKey == TaskKey && other.JobName == JobName;
}
