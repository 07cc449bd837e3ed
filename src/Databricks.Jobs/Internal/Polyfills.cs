namespace Databricks.Jobs.Internal;

/// <summary>One name for each operation that differs between the two target frameworks.</summary>
internal static class Polyfills
{
    public static HttpMethod Patch { get; } = new("PATCH");

    public static Task DelayAsync(this TimeProvider time, TimeSpan delay, CancellationToken cancellationToken)
    {
        // Timers round down to milliseconds, which would end a delay early.
        delay = TimeSpan.FromMilliseconds(Math.Ceiling(delay.TotalMilliseconds));
#if NET
        return Task.Delay(delay, time, cancellationToken);
#else
        return time.Delay(delay, cancellationToken);
#endif
    }

    public static CancellationTokenSource CreateTimeout(this TimeProvider time, TimeSpan delay) =>
#if NET
        new(delay, time);
#else
        time.CreateCancellationTokenSource(delay);
#endif

#if !NET
    public static IEnumerable<T[]> Chunk<T>(this IEnumerable<T> items, int size)
    {
        T[] all = [.. items];
        for (int i = 0; i < all.Length; i += size) yield return [.. all.Skip(i).Take(size)];
    }
#endif

    public static bool ContainsIgnoreCase(this string text, string part) =>
#if NET
        text.Contains(part, StringComparison.OrdinalIgnoreCase);
#else
        text.IndexOf(part, StringComparison.OrdinalIgnoreCase) >= 0;
#endif

    public static async Task<Stream> ReadStreamAsync(this HttpContent content, CancellationToken cancellationToken) =>
#if NET
        await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
#else
        await content.ReadAsStreamAsync().ConfigureAwait(false);
#endif

#if NET
    public static ValueTask<int> ReadSomeAsync(
        this Stream stream,
        byte[] buffer,
        int offset,
        CancellationToken cancellationToken) => stream.ReadAsync(buffer.AsMemory(offset), cancellationToken);
#else
    public static async ValueTask<int> ReadSomeAsync(
        this Stream stream,
        byte[] buffer,
        int offset,
        CancellationToken cancellationToken)
    {
        // The streams of .NET Framework check the token only before they start to read.
        using (cancellationToken.Register(static open => ((Stream)open).Dispose(), stream))
        {
            try
            {
                return await stream
                    .ReadAsync(buffer, offset, buffer.Length - offset, cancellationToken)
                    .ConfigureAwait(false);
            }
            catch (Exception) when (cancellationToken.IsCancellationRequested)
            {
                throw new OperationCanceledException(cancellationToken);
            }
        }
    }
#endif

    public static async ValueTask WriteSomeAsync(
        this Stream stream,
        byte[] buffer,
        int offset,
        int count,
        CancellationToken cancellationToken) =>
#if NET
        await stream.WriteAsync(buffer.AsMemory(offset, count), cancellationToken).ConfigureAwait(false);
#else
        await stream.WriteAsync(buffer, offset, count, cancellationToken).ConfigureAwait(false);
#endif
}
