namespace Databricks.Jobs.Http;

/// <summary>What one attempt at a request did. There are no secrets in it.</summary>
public sealed class RequestTrace
{
    internal RequestTrace(string method, string path, int attempt)
    {
        Method = method;
        Path = path;
        Attempt = attempt;
    }

    /// <summary>The HTTP method.</summary>
    public string Method { get; }

    /// <summary>Path and query, page tokens shortened.</summary>
    public string Path { get; }

    /// <summary>Which attempt it was, from 1.</summary>
    public int Attempt { get; }

    /// <summary>The HTTP status; null if no answer came.</summary>
    public int? StatusCode { get; internal set; }

    /// <summary>How long the attempt took, the answer's body included.</summary>
    public TimeSpan Duration { get; internal set; }

    /// <summary>How many bytes the answer's body had, unpacked.</summary>
    public int ResponseBytes { get; internal set; }

    /// <summary>The service's own id of the request; null if it gave none.</summary>
    public string? RequestId { get; internal set; }

    /// <summary>The token a run was started with; null for every operation but run-now and submit.</summary>
    public string? IdempotencyToken { get; internal set; }

    /// <summary>What went wrong; null if nothing did.</summary>
    public string? Problem { get; internal set; }

    /// <summary>How long until the next attempt; null if there is none.</summary>
    public TimeSpan? RepeatsIn { get; internal set; }

    /// <summary>Whether nothing listens at the address, and never did for this client.</summary>
    internal bool IsUnknownAddress { get; set; }
    /// <summary>
    /// Headers and bodies of the request and its answer, with <c>***</c> for secrets and at most 64 KB of a body; null
    /// unless <see cref="JobsClientOptions.TraceDetails"/> wanted them.
    /// </summary>
    public string? Details => Transcript is null
        ? null
        : StatusCode is null ? $"{Transcript}\n\n< no answer"
        : Transcript.HasResponse ? $"{Transcript}"
        : $"{Transcript}\n\n< {StatusCode}, and the body broke off";

    internal HttpTranscript? Transcript { get; set; }

    internal static string? RequestIdOf(HttpResponseMessage response)
    {
        // The second is what Entra calls it.
        bool isThere = response.Headers.TryGetValues("x-request-id", out IEnumerable<string>? values)
            || response.Headers.TryGetValues("x-ms-request-id", out values);
        return isThere ? values!.First() : null;
    }

    /// <summary>The attempt in one line.</summary>
    public override string ToString()
    {
        string result = StatusCode is { } status ? $"{status}" : "no answer";
        string line = $"{Method} {Path} -> {result} in {Duration.TotalMilliseconds:0} ms";
        if (Attempt > 1) line += $", attempt {Attempt}";
        if (RequestId is not null) line += $", request id {RequestId}";
        if (IdempotencyToken is not null) line += $", idempotency token {IdempotencyToken}";
        if (Problem is not null) line += $": {Problem}";
        return RepeatsIn is { } delay ? $"{line} Repeating in {delay.TotalSeconds:0.0} s." : line;
    }
}
