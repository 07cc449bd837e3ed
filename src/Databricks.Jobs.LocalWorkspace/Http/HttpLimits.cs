namespace Databricks.Jobs.LocalWorkspace.Http;

/// <summary>
/// The limits of the server, so that a client that is broken or hostile cannot use up memory, connections or time.
/// Lengths are in bytes.
/// </summary>
internal sealed class HttpLimits
{
    /// <summary>The number of open connections. The server closes further ones immediately.</summary>
    public int MaxConnections { get; init; } = 512;

    public int MaxRequestLineLength { get; init; } = 16 * 1024;

    /// <summary>The length of all headers together.</summary>
    public int MaxHeadersLength { get; init; } = 32 * 1024;

    public int MaxHeaderCount { get; init; } = 100;

    /// <summary>The length of a body with a valid token. It is the limit of the real service.</summary>
    public int MaxBodyLength { get; init; } = 10 * 1024 * 1024;

    /// <summary>The length of a body that needs no token, such as that of a token request.</summary>
    public int MaxAnonymousBodyLength { get; init; } = 64 * 1024;

    /// <summary>
    /// How much of a rejected body is read and discarded, so that a client that is still sending gets the response and
    /// not a reset.
    /// </summary>
    public int MaxDiscardedLength { get; init; } = 16 * 1024 * 1024;

    /// <summary>
    /// The time between two requests of a connection. HTTP clients close idle connections earlier (.NET after 60 or 100
    /// seconds), so that none of them sends a request while the server closes the connection.
    /// </summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromSeconds(130);

    /// <summary>The time from the first byte of a request to the end of its headers.</summary>
    public TimeSpan HeadTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The time from the end of the headers to the end of the body.</summary>
    public TimeSpan BodyTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The time in which the client must receive a response.</summary>
    public TimeSpan ResponseTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The time in which a client must stop sending after its request was rejected.</summary>
    public TimeSpan CloseTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The delay before the server accepts connections again after that failed.</summary>
    public TimeSpan AcceptDelay { get; init; } = TimeSpan.FromMilliseconds(100);
}
