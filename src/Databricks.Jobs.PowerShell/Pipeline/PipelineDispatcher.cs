using System.Collections.Concurrent;

namespace Databricks.Jobs.PowerShell.Pipeline;

/// <summary>Waits for asynchronous work on the pipeline's thread and runs there what that work posts: only this thread
/// may write to the pipeline.</summary>
internal sealed class PipelineDispatcher : IDisposable
{
    private readonly ConcurrentQueue<Action> _posted = new();
    private readonly ManualResetEventSlim _signal = new();

    /// <summary>Hands over something to write; it is run at the next wait, or while one is under way.</summary>
    public void Post(Action action)
    {
        _posted.Enqueue(action);
        Signal();
    }

    /// <summary>Waits until the task has ended, running what is posted meanwhile and what is left at the end.</summary>
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
            // The command has ended; nobody waits for what its last request still had to say.
        }
    }
}
