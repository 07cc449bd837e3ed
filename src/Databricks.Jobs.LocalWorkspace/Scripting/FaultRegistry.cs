namespace Databricks.Jobs.LocalWorkspace.Scripting;

/// <summary>All faults of a server, asked in the order in which they were added.</summary>
internal sealed class FaultRegistry
{
    private readonly object _gate = new();
    private readonly List<Fault> _faults = [];

    public IReadOnlyList<Fault> All
    {
        get
        {
            lock (_gate) return [.. _faults];
        }
    }

    public void Add(Fault fault)
    {
        lock (_gate) _faults.Add(fault);
    }

    public void Clear()
    {
        lock (_gate) _faults.Clear();
    }

    public Fault? Take(string method, string path)
    {
        lock (_gate) return _faults.Find(fault => fault.Matches(method, path));
    }
}
