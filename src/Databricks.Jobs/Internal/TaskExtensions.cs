namespace Databricks.Jobs.Internal;

/// <summary>Waits for tasks that others also wait for, or that nobody waits for anymore.</summary>
internal static class TaskExtensions
{
    /// <summary>Waits for a task to end and observes its exception.</summary>
    public static async Task ObserveAsync(this Task work)
    {
        await Task.WhenAny(work).ConfigureAwait(false);
        _ = work.Exception;
    }

    /// <summary>Waits for a result that others may also wait for. Cancellation ends only this wait.</summary>
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
