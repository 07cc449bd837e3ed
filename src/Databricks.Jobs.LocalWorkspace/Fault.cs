namespace Databricks.Jobs.LocalWorkspace;

/// <summary>The ways in which a request can go wrong.</summary>
public enum FaultKind
{
    /// <summary>An error answer with <see cref="Fault.Status"/>; nothing is done.</summary>
    Status,

    /// <summary>The connection is reset before anything is done.</summary>
    Reset,

    /// <summary>The change is made, and the answer stops in the middle of its body.</summary>
    CutBody,

    /// <summary>The change is made, and the connection is reset before the answer.</summary>
    AnswerLost,

    /// <summary>The request is taken and never answered, until the server stops.</summary>
    Stall,

    /// <summary>An answer with <see cref="Fault.Body"/> as it is; nothing is done.</summary>
    RawBody,

    /// <summary>The request is answered as always, after <see cref="Fault.Delay"/>.</summary>
    Delay,

    /// <summary>
    /// The request is answered as always, and the body comes byte by byte, each after <see cref="Fault.Delay"/>.
    /// </summary>
    SlowBody,
}

/// <summary>Something that goes wrong with the requests that it matches.</summary>
public sealed class Fault
{
    private Random? _chances;

    /// <summary>What goes wrong.</summary>
    public FaultKind Kind { get; set; }

    /// <summary>The method it is for, such as POST; every one when null.</summary>
    public string? Method { get; set; }

    /// <summary>The path it is for, with wildcards, such as <c>*/jobs/runs/get</c>; every one when null.</summary>
    public string? PathPattern { get; set; }

    /// <summary>How many matching requests pass untouched first.</summary>
    public int Skip { get; set; }

    /// <summary>How many requests it hits after that; -1 is all of them.</summary>
    public int Times { get; set; } = 1;

    /// <summary>The share of matching requests that it hits, by chance, from 0 to 1; all of them when null.</summary>
    public double? Chance { get; set; }

    /// <summary>Where the row of chances begins: the same seed gives the same row.</summary>
    public int Seed { get; set; }

    /// <summary>The HTTP status of the answer; 500 for <see cref="FaultKind.Status"/> and 200 for a raw body.</summary>
    public int? Status { get; set; }

    /// <summary>The service's error code in the answer; a usual one for the status when null.</summary>
    public string? ErrorCode { get; set; }

    /// <summary>The message in the answer.</summary>
    public string? Message { get; set; }

    /// <summary>The Retry-After header of the answer: seconds or an HTTP date.</summary>
    public string? RetryAfter { get; set; }

    /// <summary>
    /// How long the request waits before anything else, in real time; with <see cref="FaultKind.SlowBody"/> each byte of
    /// the answer, a second when null.
    /// </summary>
    public TimeSpan? Delay { get; set; }

    /// <summary>The body of a raw answer.</summary>
    public string? Body { get; set; }

    /// <summary>The content type of a raw answer.</summary>
    public string? ContentType { get; set; }

    /// <summary>How many requests it has hit so far.</summary>
    public int Hits { get; internal set; }

    /// <summary>How many matching requests it has seen so far.</summary>
    internal int Seen { get; set; }

    internal bool Matches(string method, string path)
    {
        if (Method is not null && !Method.Equals(method, StringComparison.OrdinalIgnoreCase)) return false;
        if (!Scripting.Wildcard.Matches(PathPattern, path)) return false;
        if (Seen++ < Skip || (Times >= 0 && Hits >= Times)) return false;
        if (Chance is { } chance && (_chances ??= new Random(Seed)).NextDouble() >= chance) return false;
        Hits++;
        return true;
    }
}
