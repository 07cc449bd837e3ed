namespace Databricks.Jobs.LocalWorkspace;

/// <summary>The ways in which a request can fail.</summary>
public enum FaultKind
{
    /// <summary>Returns an error with <see cref="Fault.Status"/>; the request has no effect.</summary>
    Status,

    /// <summary>Resets the connection; the request has no effect.</summary>
    Reset,

    /// <summary>Makes the change, and truncates the body of the response.</summary>
    TruncatedBody,

    /// <summary>Makes the change, and resets the connection without a response.</summary>
    ResponseLost,

    /// <summary>Accepts the request and never responds, until the server stops.</summary>
    Stall,

    /// <summary>Returns <see cref="Fault.Body"/> unchanged; the request has no effect.</summary>
    RawBody,

    /// <summary>Responds normally, after <see cref="Fault.Delay"/>.</summary>
    Delay,

    /// <summary>Responds normally, but sends the body byte by byte, each after <see cref="Fault.Delay"/>.</summary>
    SlowBody,
}

/// <summary>A fault that is injected into the requests that match it.</summary>
public sealed class Fault
{
    private Random? _random;

    /// <summary>The kind of fault.</summary>
    public FaultKind Kind { get; set; }

    /// <summary>The method of matching requests, such as POST; null matches every method.</summary>
    public string? Method { get; set; }

    /// <summary>
    /// The path of matching requests, with wildcards, such as <c>*/jobs/runs/get</c>; null matches every path.
    /// </summary>
    public string? PathPattern { get; set; }

    /// <summary>The number of matching requests that are not affected at first.</summary>
    public int Skip { get; set; }

    /// <summary>The number of requests that are affected after that; -1 means all of them.</summary>
    public int Times { get; set; } = 1;

    /// <summary>The probability that a matching request is affected, from 0 to 1; null means all of them.</summary>
    public double? Chance { get; set; }

    /// <summary>The seed of the random numbers: the same seed affects the same requests.</summary>
    public int Seed { get; set; }

    /// <summary>
    /// The HTTP status; the default is 500 for <see cref="FaultKind.Status"/> and 200 for a raw body.
    /// </summary>
    public int? Status { get; set; }

    /// <summary>The error code of the response; null means a common one for the status.</summary>
    public string? ErrorCode { get; set; }

    /// <summary>The message of the response.</summary>
    public string? Message { get; set; }

    /// <summary>The Retry-After header of the response: seconds or an HTTP date.</summary>
    public string? RetryAfter { get; set; }

    /// <summary>
    /// How long the request waits before it is handled, in real time. With <see cref="FaultKind.SlowBody"/>, the delay
    /// of each byte of the response; null means one second.
    /// </summary>
    public TimeSpan? Delay { get; set; }

    /// <summary>The body of a raw response.</summary>
    public string? Body { get; set; }

    /// <summary>The content type of a raw response.</summary>
    public string? ContentType { get; set; }

    /// <summary>The number of requests that were affected so far.</summary>
    public int Hits { get; internal set; }

    /// <summary>The number of matching requests so far.</summary>
    internal int Seen { get; set; }

    internal bool Matches(string method, string path)
    {
        if (Method is not null && !Method.Equals(method, StringComparison.OrdinalIgnoreCase)) return false;
        if (!Scripting.Wildcard.Matches(PathPattern, path)) return false;
        if (Seen++ < Skip || (Times >= 0 && Hits >= Times)) return false;
        if (Chance is { } chance && (_random ??= new Random(Seed)).NextDouble() >= chance) return false;
        Hits++;
        return true;
    }
}
