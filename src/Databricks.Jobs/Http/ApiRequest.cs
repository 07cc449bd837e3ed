using Databricks.Jobs.Secrets;

namespace Databricks.Jobs.Http;

/// <summary>One request as the client means it, before and apart from its attempts.</summary>
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

    /// <summary>Path and query, without a slash in front.</summary>
    public string Path { get; }

    public byte[]? Body { get; }

    public RequestSafety Safety { get; }

    public string? IdempotencyToken { get; }

    /// <summary>Method and path for people. A page token says nothing and is long, so it is left out.</summary>
    public string Operation => $"{Method.Method} /{ShownPath}";

    /// <summary>Path and query for people.</summary>
    public string ShownPath => SecretValues.Known.Redact(Query.WithoutPageToken(Path));

    /// <summary>Whether the answer repeats what runs were given and what they gave.</summary>
    public bool ReturnsRuns => Path.IndexOf("/runs/", StringComparison.Ordinal) >= 0;

    public static ApiRequest Get(string path) => new(HttpMethod.Get, path, null, RequestSafety.Read, null);

    /// <summary>A change that must not be made twice.</summary>
    public static ApiRequest Once(HttpMethod method, string path, byte[] body) =>
        new(method, path, body, RequestSafety.Once, null);

    /// <summary>A change that may be asked for again: made twice it is made once.</summary>
    public static ApiRequest Repeatable(string path, byte[] body, string? idempotencyToken = null) =>
        new(HttpMethod.Post, path, body, RequestSafety.Repeatable, idempotencyToken);
}

/// <summary>What repeating a request could do.</summary>
internal enum RequestSafety
{
    /// <summary>It changes nothing.</summary>
    Read,

    /// <summary>It changes something, but no more at the second time than at the first.</summary>
    Repeatable,

    /// <summary>Each time it is received, it may change something.</summary>
    Once,
}
