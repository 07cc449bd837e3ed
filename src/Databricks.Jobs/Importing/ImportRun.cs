namespace Databricks.Jobs.Importing;

/// <summary>Carries out the items of a plan, several at the same time.</summary>
/// <param name="writer">Carries out one item.</param>
/// <param name="limit">The maximum number of items in progress.</param>
/// <param name="items">The items.</param>
/// <param name="progress">Receives each item that has ended; null for none.</param>
#pragma warning disable CA1001 // A semaphore without a wait handle holds no resources.
internal sealed class ImportRun(
    ImportWriter writer,
    int limit,
    IReadOnlyList<JobImportItem> items,
    IProgress<JobImportProgress>? progress)
#pragma warning restore CA1001
{
    private readonly SemaphoreSlim _free = new(limit);
    private readonly int _total = items.Count(static item => item.IsPending);
    private int _done;

    public async Task<IReadOnlyList<JobImportItem>> RunAsync(CancellationToken cancellationToken)
    {
        var results = new Task<JobImportItem>[items.Count];
        for (int i = 0; i < items.Count; i++)
        {
            results[i] = items[i].Action == JobImportAction.Remove
                ? RemoveAsync(items[i], results.Take(i).ToArray(), cancellationToken)
                : WriteAsync(items[i], cancellationToken);
        }

        return await Task.WhenAll(results).ConfigureAwait(false);
    }

    // A job whose definition has another name now must not be removed unless the new one exists.
    private async Task<JobImportItem> RemoveAsync(
        JobImportItem item,
        Task<JobImportItem>[] before,
        CancellationToken cancellationToken)
    {
        JobImportItem[] written = await Task.WhenAll(before).ConfigureAwait(false);
        bool hasFailed = written.Any(static one =>
            one.Status == JobImportStatus.Failed && one.Action != JobImportAction.Remove);
        return hasFailed && item.IsPending
            ? Report(item.Skip())
            : await WriteAsync(item, cancellationToken).ConfigureAwait(false);
    }

    private async Task<JobImportItem> WriteAsync(JobImportItem item, CancellationToken cancellationToken)
    {
        if (!item.IsPending)
        {
            return item;
        }

        await _free.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return Report(await writer.WriteAsync(item, cancellationToken).ConfigureAwait(false));
        }
        finally
        {
            _free.Release();
        }
    }

    private JobImportItem Report(JobImportItem item)
    {
        int done = Interlocked.Increment(ref _done);
        progress?.Report(new JobImportProgress(JobImportStep.Writing, done, _total) { Item = item });
        return item;
    }
}
