namespace Databricks.Jobs.Internal;

/// <summary>Waiting for work that others may wait for too, or that nobody waits for any more.</summary>
internal static class TaskExtensions
{
    /// <summary>Waits for work to end and takes note of its error, whatever it is.</summary>
    public static async Task ObserveAsync(this Task work)
    {
        await Task.WhenAny(work).ConfigureAwait(false);
        _ = work.Exception;
    }

    /// <summary>Waits for a result that others may wait for too.</summary>
    public static async Task<T> WaitOrCancelAsync<T>(this Task<T> work, CancellationToken cancellationToken)
    {
#if NET
        return await work.WaitAsync(cancellationToken).ConfigureAwait(false);
#else
        var canceled = new TaskCompletionSource<bool>();
        using (cancellationToken.Register(() => canceled.TrySetResult(true)))
            await Task.WhenAny(work, canceled.Task).ConfigureAwait(false);
        if (!work.IsCompleted) cancellationToken.ThrowIfCancellationRequested();
        return await work.ConfigureAwait(false);
#endif
    }
}
