using Databricks.Jobs.Secrets;

namespace Databricks.Jobs.Http;

/// <summary>The record of one attempt at a request. It contains no secrets.</summary>
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

    /// <summary>Path and query, without page tokens.</summary>
    public string Path { get; }

    /// <summary>The number of the attempt, from 1.</summary>
    public int Attempt { get; }

    /// <summary>The HTTP status; null if there was no response.</summary>
    public int? StatusCode { get; internal set; }

    /// <summary>How long the attempt took, including the body of the response.</summary>
    public TimeSpan Duration { get; internal set; }

    /// <summary>The size of the response body in bytes, decompressed.</summary>
    public int ResponseBytes { get; internal set; }

    /// <summary>The request ID that the service assigned; null if there is none.</summary>
    public string? RequestId { get; internal set; }

    /// <summary>The idempotency token of a start; null for every operation but run-now and submit.</summary>
    public string? IdempotencyToken { get; internal set; }

    /// <summary>What went wrong; null if the attempt succeeded.</summary>
    public string? Problem { get; internal set; }

    /// <summary>The delay before the next attempt; null if there is none.</summary>
    public TimeSpan? RepeatsIn { get; internal set; }

    /// <summary>Whether the connection was refused at an address that has never responded to this client.</summary>
    internal bool IsUnknownAddress { get; set; }

    /// <summary>
    /// Headers and bodies of the request and its response, with <c>***</c> for secrets and at most 64 KB of each body;
    /// null unless <see cref="JobsClientOptions.TraceDetails"/> returned true.
    /// </summary>
    public string? Details => Transcript is null
        ? null
        : StatusCode is null ? $"{Transcript}\n\n< no response"
        : Transcript.HasResponse ? $"{Transcript}"
        : $"{Transcript}\n\n< {StatusCode}, with an incomplete body";

    internal HttpTranscript? Transcript { get; set; }

    internal static string? RequestIdOf(HttpResponseMessage response, KnownSecrets known)
    {
        // Entra ID uses the second name.
        bool isThere = response.Headers.TryGetValues("x-request-id", out IEnumerable<string>? values)
            || response.Headers.TryGetValues("x-ms-request-id", out values);
        return isThere ? MessageRedactor.Redact(values!.First(), known) : null;
    }

    /// <summary>The attempt on one line.</summary>
    public override string ToString()
    {
        string result = StatusCode is { } status ? $"{status}" : "no response";
        string line = $"{Method} {Path} -> {result} in {Duration.TotalMilliseconds:0} ms";
        if (Attempt > 1) line += $", attempt {Attempt}";
        if (RequestId is not null) line += $", request ID {RequestId}";
        if (IdempotencyToken is not null) line += $", idempotency token {IdempotencyToken}";
        if (Problem is not null) line += $": {Problem}";
        return RepeatsIn is { } delay ? $"{line} Retrying in {delay.TotalSeconds:0.0} s." : line;
    }
}
