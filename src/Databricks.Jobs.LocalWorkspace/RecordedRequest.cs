namespace Databricks.Jobs.LocalWorkspace;

/// <summary>A request that the server received, without its credentials.</summary>
public sealed class RecordedRequest
{
    internal RecordedRequest(string method, string path, string query)
    {
        Method = method;
        Path = path;
        Query = query;
    }

    /// <summary>The HTTP method.</summary>
    public string Method { get; }

    /// <summary>The path, without the query.</summary>
    public string Path { get; }

    /// <summary>The query as it was sent, without the question mark.</summary>
    public string Query { get; }

    /// <summary>The HTTP status of the response; 0 if none was sent.</summary>
    public int Status { get; internal set; }

    /// <summary>When it was received, in real time.</summary>
    public DateTimeOffset Time { get; internal set; }

    /// <summary>The size of the body in bytes, or the size that the request states if its body was rejected.</summary>
    public long BodySize { get; internal set; }

    /// <summary>
    /// The body of a request to the API with a valid token, up to 64 KB; null if it is longer. Bodies of the token
    /// endpoint are never kept.
    /// </summary>
    public string? Body { get; internal set; }

    /// <summary>The User-Agent header.</summary>
    public string? UserAgent { get; internal set; }

    /// <inheritdoc/>
    public override string ToString() => $"{Method} {Path}{(Query.Length > 0 ? "?" : "")}{Query} {Status}";
}
