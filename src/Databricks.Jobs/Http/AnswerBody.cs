using System.Buffers;

namespace Databricks.Jobs.Http;

/// <summary>The body of an answer in a borrowed buffer, which goes back when this is disposed.</summary>
internal sealed class AnswerBody : IDisposable
{
    private const int FirstBuffer = 16 * 1024;

    private byte[] _buffer;
    private int _length;

    private AnswerBody(byte[] buffer) => _buffer = buffer;

    public ReadOnlySpan<byte> Bytes => _buffer.AsSpan(0, _length);

    public int Length => _length;

    public int StatusCode { get; set; }

    public RequestFacts Facts { get; set; }

    public static async Task<AnswerBody> ReadAsync(HttpContent? content, ProgressTimer progress)
    {
        // Without a content there is no body; only .NET Framework says it so.
        if (content is null) return new AnswerBody([]);
        long expected = content.Headers.ContentLength ?? 0;
        // One byte more, so that the read which finds the end needs no larger buffer.
        int size = expected > 0 && expected < int.MaxValue ? (int)expected + 1 : FirstBuffer;
        var body = new AnswerBody(ArrayPool<byte>.Shared.Rent(size));
        try
        {
            using Stream stream = await content.OpenAsync(progress.Token).ConfigureAwait(false);
            await body.FillAsync(stream, progress).ConfigureAwait(false);
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
        byte[] buffer = Interlocked.Exchange(ref _buffer, []);
        _length = 0;
        if (buffer.Length > 0) ArrayPool<byte>.Shared.Return(buffer);
    }

    private async Task FillAsync(Stream stream, ProgressTimer progress)
    {
        while (true)
        {
            if (_length == _buffer.Length) Grow();
            int count = await stream.ReadSomeAsync(_buffer, _length, progress.Token).ConfigureAwait(false);
            if (count == 0) return;
            _length += count;
            progress.Tick();
        }
    }

    private void Grow()
    {
        byte[] larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
        _buffer.AsSpan(0, _length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
