using System.Globalization;

namespace Databricks.Jobs.LocalWorkspace.Scripting;

/// <summary>All scripts of a server. The one that was added last is asked first.</summary>
internal sealed class ScriptRegistry
{
    private readonly object _gate = new();
    private readonly List<ScriptEntry> _entries = [];

    public void Add(ScriptEntry entry)
    {
        lock (_gate)
        {
            _entries.RemoveAll(known => known.SameTarget(entry));
            _entries.Add(entry);
        }
    }

    public void Clear()
    {
        lock (_gate) _entries.Clear();
    }

    public TaskScript? Find(long jobId, string jobName, string taskKey)
    {
        lock (_gate)
        {
            for (var i = _entries.Count - 1; i >= 0; i--)
            {
                if (_entries[i].AppliesTo(jobId, jobName, taskKey)) return _entries[i].Script;
            }
        }

        return null;
    }
}

/// <summary>A script and the tasks that it is for.</summary>
internal sealed record ScriptEntry(string TaskKey, string? JobName, TaskScript Script)
{
    public bool AppliesTo(long jobId, string jobName, string taskKey) =>
        Wildcard.Matches(TaskKey, taskKey)
        && (Wildcard.Matches(JobName, jobName) || JobName == jobId.ToString(CultureInfo.InvariantCulture));

    public bool SameTarget(ScriptEntry other) => other.TaskKey == TaskKey && other.JobName == JobName;
}
