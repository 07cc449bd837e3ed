namespace Databricks.Jobs.LocalWorkspace.Http;

/// <summary>The request line and the headers of a request.</summary>
internal sealed class RequestHead
{
    private readonly Dictionary<string, string> _headers = new(StringComparer.OrdinalIgnoreCase);

    private RequestHead(string method, string target, string version)
    {
        Method = method;
        int queryStart = target.IndexOf('?');
        Path = queryStart < 0 ? target : target.Substring(0, queryStart);
        Query = queryStart < 0 ? "" : target.Substring(queryStart + 1);
        IsHttp10 = version == "HTTP/1.0";
    }

    public string Method { get; }

    public string Path { get; }

    public string Query { get; }

    /// <summary>Whether the connection stays open after the response.</summary>
    public bool KeepAlive =>
        !IsHttp10 && Header("Connection")?.Equals("close", StringComparison.OrdinalIgnoreCase) != true;

    /// <summary>
    /// Whether the client waits for "100 Continue" before it sends the body, as Windows PowerShell does.
    /// </summary>
    public bool ExpectsContinue => Header("Expect")?.Equals("100-continue", StringComparison.OrdinalIgnoreCase) == true;

    public bool IsChunked =>
        Header("Transfer-Encoding")?.EndsWith("chunked", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>
    /// Whether the Host header is a loopback address. With DNS rebinding, a web page has another one.
    /// </summary>
    public bool IsForLoopback => Header("Host") is not { } host
        || Uri.TryCreate("http://" + host, UriKind.Absolute, out Uri? uri) && uri.IsLoopback;

    private bool IsHttp10 { get; }

    public static RequestHead Parse(string text)
    {
        string[] lines = text.Split(["\r\n"], StringSplitOptions.None);
        string[] first = lines[0].Split(' ');
        if (first.Length != 3 || !first[2].StartsWith("HTTP/1.", StringComparison.Ordinal))
        {
            throw ApiException.Malformed("The request line is not valid: METHOD /path HTTP/1.1 is expected.");
        }

        var head = new RequestHead(first[0], first[1], first[2]);
        foreach (string line in lines.Skip(1))
        {
            int colon = line.IndexOf(':');
            if (colon <= 0) throw ApiException.Malformed("A header line is not valid: Name: value is expected.");
            head._headers[line.Substring(0, colon)] = line.Substring(colon + 1).Trim();
        }

        return head;
    }

    public string? Header(string name) => _headers.TryGetValue(name, out string? value) ? value : null;
}
