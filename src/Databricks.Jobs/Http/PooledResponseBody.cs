using System.Buffers;
using Databricks.Jobs.Secrets;

namespace Databricks.Jobs.Http;

/// <summary>The body of a response in a pooled buffer, which is returned on disposal.</summary>
internal sealed class PooledResponseBody : IDisposable
{
    /// <summary>More than any response of the service has: its largest are outputs of 10 MB.</summary>
    public const int MaxLength = 100 * 1024 * 1024;

    private const int FirstBuffer = 16 * 1024;
    private const int SliceSize = 64 * 1024;

    // The pool keeps its buffers for a long time. A Content-Length header must not allocate what never arrives.
    private const int MaxPooledLength = 1024 * 1024;

    private byte[] _buffer;
    private byte[] _slice = [];
    private int _length;

    private PooledResponseBody(byte[] buffer) => _buffer = buffer;

    public ReadOnlySpan<byte> Bytes => _buffer.AsSpan(0, _length);

    public int Length => _length;

    /// <summary>Whether it was longer than the requested length.</summary>
    public bool IsTruncated { get; private set; }

    /// <summary>The first byte that is not white space; 0 if there is none.</summary>
    public byte First => FindEdge(fromEnd: false);

    /// <summary>The last byte that is not white space; 0 if there is none.</summary>
    public byte Last => FindEdge(fromEnd: true);

    public int StatusCode { get; set; }

    public RequestFacts Facts { get; set; }

    /// <summary>The secrets of the request, which the response may echo.</summary>
    public KnownSecrets Known { get; set; } = KnownSecrets.None;

    /// <summary>Whether the response is read, changed and written back, which would save redacted values.</summary>
    public bool IsWrittenBack { get; set; }

    /// <summary>The bytes to read values from.</summary>
    public ReadOnlySpan<byte> Redacted => IsWrittenBack ? Bytes : ResponseRedactor.Redact(Bytes, Known);

    /// <param name="content">What to read.</param>
    /// <param name="timeout">Stops reading when it expires.</param>
    /// <param name="maxLength">How many bytes to read at most.</param>
    public static async Task<PooledResponseBody> ReadAsync(
        HttpContent? content,
        StallTimeout timeout,
        int maxLength = MaxLength)
    {
        // Only on .NET Framework, for a response without a body.
        if (content is null) return new PooledResponseBody([]);
        long expected = content.Headers.ContentLength ?? 0;
        // One byte more, so that the read that finds the end does not need a larger buffer.
        int size = expected > 0 ? (int)Math.Min(expected, MaxPooledLength - 1) + 1 : FirstBuffer;
        var body = new PooledResponseBody(ArrayPool<byte>.Shared.Rent(size));
        try
        {
            using Stream stream = await content.ReadStreamAsync(timeout.Token).ConfigureAwait(false);
            await body.FillAsync(stream, timeout, maxLength).ConfigureAwait(false);
            // The framework's handlers check this too, but not those of callers.
            if (!body.IsTruncated && body.Length < expected && content.Headers.ContentEncoding.Count == 0)
                throw new InvalidDataException($"{expected} bytes were announced, and {body.Length} arrived.");
            return body;
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        _length = 0;
        Release(Interlocked.Exchange(ref _buffer, []));
        Release(Interlocked.Exchange(ref _slice, []));
    }

    private static void Release(byte[] buffer)
    {
        if (buffer.Length is > 0 and <= MaxPooledLength) ArrayPool<byte>.Shared.Return(buffer);
    }

    private async Task FillAsync(Stream stream, StallTimeout timeout, int maxLength)
    {
        while (true)
        {
            if (_length == _buffer.Length) Grow();
            // A socket keeps the last buffer that it read into for as long as the connection exists.
            bool bySlices = _buffer.Length > MaxPooledLength;
            if (bySlices && _slice.Length == 0) _slice = ArrayPool<byte>.Shared.Rent(SliceSize);
            int count;
            try
            {
                count = await stream
                    .ReadSomeAsync(bySlices ? _slice : _buffer, bySlices ? 0 : _length, timeout.Token)
                    .ConfigureAwait(false);
            }
            catch (InvalidOperationException exception) when (exception is not ObjectDisposedException)
            {
                // The framework throws this for damaged Brotli data.
                throw new InvalidDataException(exception.Message, exception);
            }

            if (count == 0) return;
            if (bySlices) CopySlice(count);
            _length += count;
            timeout.CountBytes(count);
            if (_length <= maxLength) continue;
            _length = maxLength;
            IsTruncated = true;
            return;
        }
    }

    private void CopySlice(int count)
    {
        if (count > _buffer.Length - _length) Grow();
        _slice.AsSpan(0, count).CopyTo(_buffer.AsSpan(_length));
    }

    private void Grow()
    {
        byte[] larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
        _buffer.AsSpan(0, _length).CopyTo(larger);
        Release(_buffer);
        _buffer = larger;
    }

    private byte FindEdge(bool fromEnd)
    {
        ReadOnlySpan<byte> text = Bytes;
        if (text.StartsWith("\uFEFF"u8)) text = text.Slice(3);
        for (int i = 0; i < text.Length; i++)
        {
            byte value = text[fromEnd ? text.Length - 1 - i : i];
            if (value is not ((byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')) return value;
        }

        return 0;
    }
}
