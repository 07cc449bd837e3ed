using Databricks.Jobs.Definitions;

namespace Databricks.Jobs.Importing;

/// <summary>Carries out the items of a plan, several at the same time. A job that runs another one is written after it,
/// and jobs are removed at the end.</summary>
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
    private readonly JobDefinition?[] _definitions = [.. items.Select(static item => item.Definition)];
    private readonly Task<JobImportItem>?[] _results = new Task<JobImportItem>?[items.Count];
    private readonly int _total = items.Count(static item => item.IsPending);
    private int _done;

    public async Task<IReadOnlyList<JobImportItem>> RunAsync(CancellationToken cancellationToken)
    {
        Task<JobImportItem>[] written =
        [
            .. Enumerable.Range(0, items.Count)
                .Where(i => items[i].Action != JobImportAction.Remove)
                .Select(i => Start(i, cancellationToken)),
        ];
        JobImportItem[] before = await Task.WhenAll(written).ConfigureAwait(false);
        // A job whose definition has another name now must not be removed unless the new one exists.
        bool hasFailed = before.Any(static item => item.Status == JobImportStatus.Failed);
        IEnumerable<Task<JobImportItem>> all = items.Select((item, i) =>
            _results[i] ?? (hasFailed && item.IsPending
                ? Task.FromResult(Report(item.Skip()))
                : WriteAsync(item, cancellationToken)));
        return await Task.WhenAll(all.ToArray()).ConfigureAwait(false);
    }

    // Jobs do not run each other in a loop, so this ends.
    private Task<JobImportItem> Start(int i, CancellationToken cancellationToken) => _results[i] ??=
        items[i].Definition is { JobReferences.Count: > 0 } definition && items[i].IsPending
            ? WriteAfterAsync(
                items[i],
                [.. ImportReferences.Find(definition, _definitions).Select(one => Start(one, cancellationToken))],
                cancellationToken)
            : WriteAsync(items[i], cancellationToken);

    private async Task<JobImportItem> WriteAfterAsync(
        JobImportItem item,
        Task<JobImportItem>[] others,
        CancellationToken cancellationToken)
    {
        JobImportItem[] written = await Task.WhenAll(others).ConfigureAwait(false);
        JobDefinition definition;
        try
        {
            definition = ImportReferences.Resolve(
                item.Definition!,
                written.Select(static one => (one.Definition!, one.JobId)));
        }
        catch (JobsException exception)
        {
            return Report(item.Fail(exception));
        }

        return definition.JobReferences is [var missing, ..]
            ? Report(item.Fail(new JobDefinitionException(
                missing.Location,
                $"the job '{missing.JobKey}', which this job runs, was not imported.",
                "Import that job too.")))
            : await WriteAsync(item with { Definition = definition }, cancellationToken).ConfigureAwait(false);
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
