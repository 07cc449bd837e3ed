namespace Databricks.Jobs.LocalWorkspace.Scripting;

/// <summary>All faults of a server. The first one that matches a request applies.</summary>
internal sealed class FaultRegistry
{
    private readonly object _lock = new();
    private readonly List<Fault> _faults = [];

    public IReadOnlyList<Fault> All
    {
        get
        {
            lock (_lock) return [.. _faults];
        }
    }

    public void Add(Fault fault)
    {
        lock (_lock) _faults.Add(fault);
    }

    public void Clear()
    {
        lock (_lock) _faults.Clear();
    }

    public Fault? Take(string method, string path)
    {
        lock (_lock) return _faults.Find(fault => fault.Matches(method, path));
    }
}
