using System.Globalization;

namespace Databricks.Jobs.LocalWorkspace.Http;

/// <summary>The request line and the headers of a request.</summary>
/// <remarks>
/// It rejects everything that two readers of the same bytes could understand differently (RFC 9112, sections 5 and 6):
/// repeated lengths, a length beside an encoding, folded lines, spaces around names.
/// </remarks>
internal sealed class RequestHead
{
    // If one of these is repeated, its meaning depends on the reader.
    private static readonly HashSet<string> s_singleHeaders = new(StringComparer.OrdinalIgnoreCase)
    {
        "Authorization", "Content-Length", "Content-Type", "Expect", "Host", "Origin", "Transfer-Encoding",
    };

    private readonly Dictionary<string, string> _headers = new(StringComparer.OrdinalIgnoreCase);

    private RequestHead(string method, string target, bool isHttp10)
    {
        Method = method;
        IsHttp10 = isHttp10;
        int queryStart = target.IndexOf('?');
        Path = queryStart < 0 ? target : target.Substring(0, queryStart);
        Query = queryStart < 0 ? "" : target.Substring(queryStart + 1);
    }

    public string Method { get; }

    public string Path { get; }

    public string Query { get; }

    /// <summary>The host and port of a target such as <c>http://host:port/path</c>; otherwise null.</summary>
    public string? Authority { get; private init; }

    /// <summary>Whether the connection stays open after the response.</summary>
    public bool KeepAlive => !IsHttp10 && !HasToken("Connection", "close");

    /// <summary>
    /// Whether the client waits for "100 Continue" before it sends the body, as Windows PowerShell does.
    /// </summary>
    public bool ExpectsContinue => HasBody && !IsHttp10 && HasToken("Expect", "100-continue");

    public bool IsChunked { get; private set; }

    /// <summary>The length of the body in bytes; null if the request does not say.</summary>
    public long? ContentLength { get; private set; }

    public bool HasBody => IsChunked || ContentLength > 0;

    private bool IsHttp10 { get; }

    /// <summary>Parses the request line.</summary>
    /// <exception cref="ApiException">The line is not valid.</exception>
    public static RequestHead Parse(string line)
    {
        string[] parts = line.Split(' ');
        if (parts.Length != 3
            || !IsToken(parts[0])
            || !parts[1].All(static letter => letter is > ' ' and < '\x7f' and not '#'))
        {
            throw ApiException.Malformed("The request line is not valid: METHOD /path HTTP/1.1 is expected.");
        }

        if (parts[2] is not ("HTTP/1.1" or "HTTP/1.0"))
        {
            throw new ApiException(505, "MALFORMED_REQUEST", "This server supports HTTP/1.1 only.");
        }

        (string? authority, string target) = SplitTarget(parts[1]);
        return new RequestHead(parts[0], target, parts[2] == "HTTP/1.0") { Authority = authority };
    }

    /// <summary>Adds a header line.</summary>
    /// <exception cref="ApiException">The line is not valid.</exception>
    public void Add(string line)
    {
        int colon = line.IndexOf(':');
        if (colon < 0 || !IsToken(line.Substring(0, colon)))
        {
            throw ApiException.Malformed("A header line is not valid: Name: value is expected.");
        }

        string name = line.Substring(0, colon);
        string value = line.Substring(colon + 1).Trim(' ', '\t');
        if (!_headers.TryGetValue(name, out string? earlier))
        {
            _headers[name] = value;
        }
        else if (s_singleHeaders.Contains(name))
        {
            throw ApiException.Malformed($"The header {name} is repeated.");
        }
        else
        {
            _headers[name] = $"{earlier}, {value}";
        }
    }

    /// <summary>Checks the headers as a whole, and reads how the body is framed.</summary>
    /// <exception cref="ApiException">The headers contradict each other.</exception>
    public void Complete()
    {
        if (!IsHttp10 && Header("Host") is null) throw ApiException.Malformed("The header Host is missing.");
        if (Header("Content-Length") is { } text)
        {
            ContentLength = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long length)
                ? length
                : throw ApiException.Malformed("Content-Length is not a valid number.");
        }

        if (Header("Transfer-Encoding") is not { } encoding) return;
        if (IsHttp10 || ContentLength is not null)
        {
            throw ApiException.Malformed(
                "Transfer-Encoding cannot be combined with Content-Length, and HTTP/1.0 does not have it.");
        }

        IsChunked = encoding.Equals("chunked", StringComparison.OrdinalIgnoreCase)
            ? true
            : throw new ApiException(501, "NOT_IMPLEMENTED", "The only Transfer-Encoding of this server is chunked.");
    }

    public string? Header(string name) => _headers.TryGetValue(name, out string? value) ? value : null;

    private static (string? Authority, string Target) SplitTarget(string target)
    {
        const string Scheme = "http://";
        if (target[0] == '/') return (null, target);
        if (!target.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            throw ApiException.Malformed("The target of the request is not valid: a path is expected.");
        }

        int path = target.IndexOf('/', Scheme.Length);
        return path < 0
            ? (target.Substring(Scheme.Length), "/")
            : (target.Substring(Scheme.Length, path - Scheme.Length), target.Substring(path));
    }

    private bool HasToken(string name, string token) =>
        Header(name)?.Split(',').Any(part => part.Trim().Equals(token, StringComparison.OrdinalIgnoreCase)) == true;

    /// <summary>Whether a text is a token (RFC 9110, section 5.6.2), as methods and header names must be.</summary>
    private static bool IsToken(string text) =>
        text.Length > 0
        && text.All(static letter => letter is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9')
            or '!' or '#' or '$' or '%' or '&' or '\'' or '*' or '+' or '-' or '.' or '^' or '_' or '`' or '|' or '~');
}
