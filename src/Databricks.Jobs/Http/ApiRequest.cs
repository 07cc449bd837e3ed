using Databricks.Jobs.Secrets;

namespace Databricks.Jobs.Http;

/// <summary>One request of the client, independent of its attempts.</summary>
internal sealed class ApiRequest
{
    private ApiRequest(HttpMethod method, string path, byte[]? body, RequestSafety safety, string? idempotencyToken)
    {
        Method = method;
        Path = path;
        Body = body;
        Safety = safety;
        IdempotencyToken = idempotencyToken;
    }

    public HttpMethod Method { get; }

    /// <summary>Path and query, without a leading slash.</summary>
    public string Path { get; }

    public byte[]? Body { get; }

    public RequestSafety Safety { get; }

    public string? IdempotencyToken { get; }

    /// <summary>Method and path to show. A page token is long and means nothing to people, so it is left out.</summary>
    public string Operation => $"{Method.Method} /{ShownPath}";

    /// <summary>Path and query to show.</summary>
    public string ShownPath => SecretValues.Known.Redact(Query.WithoutPageToken(Path));

    /// <summary>Whether the response has settings or permissions, which are read, changed and written back.</summary>
    public bool ReturnsSettings =>
        Contains("/permissions/") || (Method == HttpMethod.Get && Contains("/jobs/") && !Contains("/runs/"));

    public static ApiRequest Get(string path) => new(HttpMethod.Get, path, null, RequestSafety.Read, null);

    /// <summary>A change that must be made only once.</summary>
    public static ApiRequest Once(HttpMethod method, string path, byte[] body) =>
        new(method, path, body, RequestSafety.Once, null);

    /// <summary>A change that may be repeated: the second time changes nothing more.</summary>
    public static ApiRequest Repeatable(string path, byte[] body, string? idempotencyToken = null) =>
        new(HttpMethod.Post, path, body, RequestSafety.Repeatable, idempotencyToken);

    private bool Contains(string part) => Path.IndexOf(part, StringComparison.Ordinal) >= 0;
}

/// <summary>What repeating a request could do.</summary>
internal enum RequestSafety
{
    /// <summary>It changes nothing.</summary>
    Read,

    /// <summary>It makes a change, but the second time changes nothing more.</summary>
    Repeatable,

    /// <summary>It may make a change each time it is received.</summary>
    Once,
}
