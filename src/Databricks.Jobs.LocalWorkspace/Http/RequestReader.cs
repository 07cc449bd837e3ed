using System.Globalization;
using System.Text;

namespace Databricks.Jobs.LocalWorkspace.Http;

/// <summary>Reads the requests of a connection, one after the other, within the limits of the server.</summary>
internal sealed class RequestReader(
    Stream stream,
    HttpLimits limits,
    ConnectionTimer timer,
    CancellationToken cancellation)
{
    // A chunk size and its extensions. Nobody sends extensions.
    private const int MaxChunkLineLength = 256;

    private readonly byte[] _buffer = new byte[16 * 1024];
    private int _start;
    private int _end;

    /// <summary>Reads the head of the next request; null if the client closed the connection.</summary>
    /// <exception cref="ApiException">The head is not valid, or too long.</exception>
    public async Task<RequestHead?> ReadHeadAsync()
    {
        timer.Start(limits.IdleTimeout);
        if (!await HasDataAsync().ConfigureAwait(false)) return null;

        timer.Start(limits.HeadTimeout);
        string? line = await ReadLineAsync(limits.MaxRequestLineLength, 414).ConfigureAwait(false);
        // Some clients send an empty line after a body (RFC 9112, section 2.2).
        if (line is "") line = await ReadLineAsync(limits.MaxRequestLineLength, 414).ConfigureAwait(false);
        if (line is null) return null;

        RequestHead head = RequestHead.Parse(line);
        int length = 0;
        for (int count = 0; ; count++)
        {
            line = await ReadLineAsync(limits.MaxHeadersLength - length, 431).ConfigureAwait(false);
            if (line is null) return null;
            if (line.Length == 0) break;
            if (count == limits.MaxHeaderCount) throw TooLong(431);
            head.Add(line);
            length += line.Length;
        }

        head.Complete();
        timer.Stop();
        return head;
    }

    /// <summary>Reads the complete body; null if it is longer than <paramref name="maxLength"/>.</summary>
    /// <exception cref="ApiException">The body is not valid.</exception>
    public async Task<byte[]?> ReadBodyAsync(RequestHead head, int maxLength)
    {
        if (!head.HasBody) return [];
        if (head.ContentLength > maxLength) return null;

        timer.Start(limits.BodyTimeout);
        using var body = new MemoryStream();
        if (!head.IsChunked)
        {
            await CopyAsync(body, (int)head.ContentLength!.Value).ConfigureAwait(false);
        }
        else if (!await CopyChunksAsync(body, maxLength).ConfigureAwait(false))
        {
            return null;
        }

        timer.Stop();
        return body.ToArray();
    }

    /// <summary>Reads and discards what the client still sends, until it stops or there is too much.</summary>
    public async Task DiscardAsync()
    {
        long count = _end - _start;
        while (count <= limits.MaxDiscardedLength && await FillAsync().ConfigureAwait(false)) count += _end;
    }

    private async Task<bool> CopyChunksAsync(MemoryStream body, int maxLength)
    {
        while (await ReadChunkSizeAsync().ConfigureAwait(false) is > 0 and int size)
        {
            // A sum of both could overflow.
            if (size > maxLength - body.Length) return false;
            await CopyAsync(body, size).ConfigureAwait(false);
            if (await ReadLineAsync(0, 400).ConfigureAwait(false) is null) throw new EndOfStreamException();
        }

        int length = 0;
        while (await ReadLineAsync(limits.MaxHeadersLength - length, 431).ConfigureAwait(false) is { Length: > 0 } line)
        {
            // Trailers are ignored.
            length += line.Length;
        }

        return true;
    }

    private async Task<int> ReadChunkSizeAsync()
    {
        string line = await ReadLineAsync(MaxChunkLineLength, 400).ConfigureAwait(false)
            ?? throw new EndOfStreamException();
        string size = line.Split(';')[0].TrimEnd(' ', '\t');
        return int.TryParse(size, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int value)
            && value >= 0
                ? value
                : throw ApiException.Malformed("The size of a chunk is not a valid number.");
    }

    private async Task CopyAsync(MemoryStream body, int count)
    {
        while (count > 0)
        {
            if (!await HasDataAsync().ConfigureAwait(false)) throw new EndOfStreamException();
            int part = Math.Min(count, _end - _start);
            body.Write(_buffer, _start, part);
            _start += part;
            count -= part;
        }
    }

    /// <summary>Reads a line without its CRLF; null if the client closed the connection.</summary>
    private async Task<string?> ReadLineAsync(int maxLength, int tooLongStatus)
    {
        var line = new StringBuilder();
        while (await HasDataAsync().ConfigureAwait(false))
        {
            char one = (char)_buffer[_start++];
            if (one == '\r')
            {
                if (!await HasDataAsync().ConfigureAwait(false)) return null;
                if (_buffer[_start++] != '\n') throw ControlCharacter();
                return line.ToString();
            }

            if (one is (< ' ' and not '\t') or '\x7f') throw ControlCharacter();
            if (line.Length >= maxLength) throw TooLong(tooLongStatus);
            line.Append(one);
        }

        return null;
    }

    private static ApiException ControlCharacter() =>
        ApiException.Malformed("Lines must end with CRLF and cannot contain control characters.");

    private static ApiException TooLong(int status) => new(
        status,
        "MALFORMED_REQUEST",
        status switch
        {
            414 => "The request line is too long.",
            431 => "The request has too many headers, or they are too long.",
            _ => "A line between two chunks is too long.",
        });

    private async Task<bool> HasDataAsync() => _start < _end || await FillAsync().ConfigureAwait(false);

    private async Task<bool> FillAsync()
    {
        _start = 0;
#pragma warning disable CA1835 // netstandard2.0 lacks the overload with Memory.
        _end = await stream.ReadAsync(_buffer, 0, _buffer.Length, cancellation).ConfigureAwait(false);
#pragma warning restore CA1835
        return _end > 0;
    }
}
