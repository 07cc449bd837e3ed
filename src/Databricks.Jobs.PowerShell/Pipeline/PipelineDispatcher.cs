using System.Collections.Concurrent;

namespace Databricks.Jobs.PowerShell.Pipeline;

/// <summary>Waits for asynchronous work on the pipeline's thread and runs the actions that the work posts, because only
/// this thread can write to the pipeline.</summary>
internal sealed class PipelineDispatcher : IDisposable
{
    private readonly ConcurrentQueue<Action> _posted = new();
    private readonly ManualResetEventSlim _signal = new();

    /// <summary>Queues an action, which runs during the current or the next wait.</summary>
    public void Post(Action action)
    {
        _posted.Enqueue(action);
        Signal();
    }

    /// <summary>Waits until the task has ended and runs all queued actions.</summary>
    public T Wait<T>(Task<T> task)
    {
        if (!task.IsCompleted)
        {
            _ = task.ContinueWith(
                static (_, dispatcher) => ((PipelineDispatcher)dispatcher!).Signal(),
                this,
                CancellationToken.None,
                TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default);
        }

        while (!task.IsCompleted)
        {
            _signal.Wait();
            _signal.Reset();
            RunPosted();
        }

        RunPosted();
        return task.GetAwaiter().GetResult();
    }

    /// <inheritdoc/>
    public void Dispose() => _signal.Dispose();

    private void RunPosted()
    {
        while (_posted.TryDequeue(out Action? action))
        {
            action();
        }
    }

    private void Signal()
    {
        try
        {
            _signal.Set();
        }
        catch (ObjectDisposedException)
        {
            // The command has ended, so the last reports of its requests are dropped.
        }
    }
}
