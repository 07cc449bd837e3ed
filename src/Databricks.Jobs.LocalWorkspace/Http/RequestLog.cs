namespace Databricks.Jobs.LocalWorkspace.Http;

/// <summary>The log of the latest requests, oldest first, limited in number and in memory.</summary>
internal sealed class RequestLog
{
    private const int MaxCount = 10_000;

    /// <summary>The total length of the recorded text, in characters.</summary>
    private const int MaxLength = 16 * 1024 * 1024;

    private readonly object _gate = new();
    private readonly Queue<RecordedRequest> _requests = new();
    private int _length;

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
            _length += LengthOf(request);
            while (_requests.Count > MaxCount || _length > MaxLength) _length -= LengthOf(_requests.Dequeue());
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _requests.Clear();
            _length = 0;
        }
    }

    private static int LengthOf(RecordedRequest request) =>
        request.Path.Length + request.Query.Length + (request.Body?.Length ?? 0) + (request.UserAgent?.Length ?? 0);
}
