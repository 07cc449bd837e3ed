namespace Databricks.Jobs.LocalWorkspace.Http;

/// <summary>The request line and the headers.</summary>
internal sealed class RequestHead
{
    private readonly Dictionary<string, string> _headers = new(StringComparer.OrdinalIgnoreCase);

    private RequestHead(string method, string target, string version)
    {
        Method = method;
        var queryStart = target.IndexOf('?');
        Path = queryStart < 0 ? target : target.Substring(0, queryStart);
        Query = queryStart < 0 ? "" : target.Substring(queryStart + 1);
        IsOld = version == "HTTP/1.0";
    }

    public string Method { get; }

    public string Path { get; }

    public string Query { get; }

    /// <summary>Whether the connection stays open after the answer.</summary>
    public bool KeepsAlive =>
        !IsOld && Header("Connection")?.Equals("close", StringComparison.OrdinalIgnoreCase) != true;

    /// <summary>Whether the caller waits for a sign before it sends the body, as Windows PowerShell does.</summary>
    public bool Waits => Header("Expect")?.Equals("100-continue", StringComparison.OrdinalIgnoreCase) == true;

    public bool IsChunked =>
        Header("Transfer-Encoding")?.EndsWith("chunked", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>Whether the caller meant this machine; a page that lures a browser here names another.</summary>
    public bool IsForLoopback => Header("Host") is not { } host
        || Uri.TryCreate("http://" + host, UriKind.Absolute, out var uri) && uri.IsLoopback;

    private bool IsOld { get; }

    public static RequestHead Parse(string text)
    {
        var lines = text.Split(["\r\n"], StringSplitOptions.None);
        var first = lines[0].Split(' ');
        if (first.Length != 3 || !first[2].StartsWith("HTTP/1.", StringComparison.Ordinal))
        {
            throw ApiException.Malformed("This is no HTTP/1.1 request.");
        }

        var head = new RequestHead(first[0], first[1], first[2]);
        foreach (var line in lines.Skip(1))
        {
            var colon = line.IndexOf(':');
            if (colon <= 0) throw ApiException.Malformed("A header has no name.");
            head._headers[line.Substring(0, colon)] = line.Substring(colon + 1).Trim();
        }

        return head;
    }

    public string? Header(string name) => _headers.TryGetValue(name, out var value) ? value : null;
}
