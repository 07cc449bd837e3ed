namespace Databricks.Jobs.LocalWorkspace;

/// <summary>A request as it reached the server, without its credentials.</summary>
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

    /// <summary>The status of the answer; 0 when there was none.</summary>
    public int Status { get; internal set; }

    /// <summary>When it came, on the real clock.</summary>
    public DateTimeOffset Time { get; internal set; }

    /// <summary>The size of its body in bytes.</summary>
    public int BodySize { get; internal set; }

    /// <summary>Its body, if it is JSON and shorter than 64 KB; bodies of the token endpoint are never kept.</summary>
    public string? Body { get; internal set; }

    /// <summary>Its User-Agent header.</summary>
    public string? UserAgent { get; internal set; }

    /// <inheritdoc/>
    public override string ToString() => $"{Method} {Path}{(Query.Length > 0 ? "?" : "")}{Query} {Status}";
}
