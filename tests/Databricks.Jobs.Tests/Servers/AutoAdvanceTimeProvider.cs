using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;

namespace Databricks.Jobs.Tests.Servers;

/// <summary>
/// A clock on which every pause is over at once, and which keeps a record of them. Limits on requests and waits stand
/// still: they are a minute or longer, and no pause is.
/// </summary>
internal sealed class AutoAdvanceTimeProvider : FakeTimeProvider
{
    private static readonly TimeSpan s_minLimit = TimeSpan.FromMinutes(1);

    public ConcurrentQueue<TimeSpan> Delays { get; } = new();

    /// <summary>Whether pauses wait for the clock to be moved, as on any other fake clock.</summary>
    public bool IsManual { get; set; }

    /// <summary>Is told when something first pauses.</summary>
    public TaskCompletionSource FirstDelay { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Is released whenever a limit on a request begins anew, because some bytes went or came.</summary>
    public SemaphoreSlim Progress { get; } = new(0);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ITimer timer = base.CreateTimer(callback, state, dueTime, period);
        if (dueTime >= s_minLimit || dueTime < TimeSpan.Zero) return new Limit(timer, Progress);
        Delays.Enqueue(dueTime);
        FirstDelay.TrySetResult();
        if (!IsManual) ThreadPool.QueueUserWorkItem(_ => Advance(dueTime));
        return timer;
    }

    private sealed class Limit(ITimer timer, SemaphoreSlim progress) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            bool changed = timer.Change(dueTime, period);
            progress.Release();
            return changed;
        }

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
