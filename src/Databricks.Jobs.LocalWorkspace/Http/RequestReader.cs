using System.Globalization;
using System.Text;

namespace Databricks.Jobs.LocalWorkspace.Http;

/// <summary>Reads the requests of a connection, one after the other.</summary>
internal sealed class RequestReader(Stream stream, CancellationToken cancellation)
{
    public const int MaxBodyLength = 10 * 1024 * 1024;
    private const int MaxHeadLength = 64 * 1024;

    private readonly byte[] _buffer = new byte[16 * 1024];
    private int _start;
    private int _end;

    /// <summary>Reads the head of the next request; null if the client closed the connection.</summary>
    public async Task<RequestHead?> ReadHeadAsync()
    {
        var text = new StringBuilder();
        while (true)
        {
            string? line = await ReadLineAsync(MaxHeadLength).ConfigureAwait(false);
            if (line is null) return null;
            if (line.Length == 0 && text.Length > 0) return RequestHead.Parse(text.ToString());
            if (line.Length == 0) continue;
            if (text.Length > 0) text.Append("\r\n");
            text.Append(line);
            if (text.Length > MaxHeadLength) throw ApiException.Malformed("The headers are too long.");
        }
    }

    /// <summary>Reads the complete body; null if it is larger than the service accepts.</summary>
    public async Task<byte[]?> ReadBodyAsync(RequestHead head)
    {
        using var body = new MemoryStream();
        bool complete = true;
        if (head.IsChunked)
        {
            while (await ReadChunkSizeAsync().ConfigureAwait(false) is var size and > 0)
            {
                complete &= await CopyAsync(body, size).ConfigureAwait(false);
                await ReadLineAsync(MaxHeadLength).ConfigureAwait(false);
            }

            while (await ReadLineAsync(MaxHeadLength).ConfigureAwait(false) is { Length: > 0 })
            {
                // Trailers are ignored.
            }
        }
        else if (head.Header("Content-Length") is { } text)
        {
            complete = await CopyAsync(body, Size(text, NumberStyles.None)).ConfigureAwait(false);
        }

        return complete ? body.ToArray() : null;
    }

    private async Task<long> ReadChunkSizeAsync()
    {
        string? line = await ReadLineAsync(MaxHeadLength).ConfigureAwait(false) ?? throw new EndOfStreamException();
        return Size(line.Split(';')[0].Trim(), NumberStyles.AllowHexSpecifier);
    }

    private static long Size(string text, NumberStyles style) =>
        long.TryParse(text, style, CultureInfo.InvariantCulture, out long size) && size >= 0
            ? size
            : throw ApiException.Malformed("The length of the body is not a valid number.");

    /// <summary>Copies bytes, or discards them if there are more than the service accepts.</summary>
    private async Task<bool> CopyAsync(MemoryStream body, long count)
    {
        bool fits = body.Length + count <= MaxBodyLength;
        while (count > 0)
        {
            if (_start == _end && !await FillAsync().ConfigureAwait(false)) throw new EndOfStreamException();
            int part = (int)Math.Min(count, _end - _start);
            if (fits) body.Write(_buffer, _start, part);
            _start += part;
            count -= part;
        }

        return fits;
    }

    private async Task<string?> ReadLineAsync(int limit)
    {
        var line = new StringBuilder();
        while (true)
        {
            if (_start == _end && !await FillAsync().ConfigureAwait(false)) return null;
            char one = (char)_buffer[_start++];
            if (one == '\n') return line.ToString();
            if (one != '\r') line.Append(one);
            if (line.Length > limit) throw ApiException.Malformed("The headers are too long.");
        }
    }

    private async Task<bool> FillAsync()
    {
        _start = 0;
#pragma warning disable CA1835 // netstandard2.0 lacks the overload with Memory.
        _end = await stream.ReadAsync(_buffer, 0, _buffer.Length, cancellation).ConfigureAwait(false);
#pragma warning restore CA1835
        return _end > 0;
    }
}
