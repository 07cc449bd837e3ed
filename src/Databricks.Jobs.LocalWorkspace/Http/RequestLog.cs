namespace Databricks.Jobs.LocalWorkspace.Http;

/// <summary>The log of the latest requests, oldest first.</summary>
internal sealed class RequestLog
{
    private const int Capacity = 10_000;

    private readonly object _gate = new();
    private readonly Queue<RecordedRequest> _requests = new();

    public IReadOnlyList<RecordedRequest> All
    {
        get
        {
            lock (_gate) return [.. _requests];
        }
    }

    public void Add(RecordedRequest request)
    {
        lock (_gate)
        {
            _requests.Enqueue(request);
            if (_requests.Count > Capacity) _requests.Dequeue();
        }
    }

    public void Clear()
    {
        lock (_gate) _requests.Clear();
    }
}
