using Databricks.Jobs.Definitions;
using Databricks.Jobs.Http;

namespace Databricks.Jobs.Importing;

/// <summary>Makes the jobs of a workspace agree with definitions: creates, changes and removes them.</summary>
/// <remarks>
/// A definition is for the job with its ID, or else for the job with exactly its name. There is no other state than the
/// workspace, so an import that was interrupted is finished by running it again.
/// </remarks>
public sealed class JobImporter
{
    private readonly JobsClient _client;
    private readonly JobImportOptions _options;

    /// <summary>Creates an importer.</summary>
    /// <param name="client">The workspace.</param>
    /// <param name="options">How to import; null for the defaults.</param>
    /// <exception cref="ArgumentNullException"><paramref name="client"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The throttle limit is less than 1.</exception>
    public JobImporter(JobsClient client, JobImportOptions? options = null)
    {
        ArgumentChecks.NotNull(client, nameof(client));
        _client = client;
        _options = options ?? new JobImportOptions();
        if (_options.ThrottleLimit < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(options), "ThrottleLimit must be 1 or more.");
        }
    }

    /// <summary>Checks all definitions, without a request: whether the service would accept them, and whether each job
    /// has only one.</summary>
    /// <param name="definitions">The definitions.</param>
    /// <exception cref="ArgumentNullException"><paramref name="definitions"/> is null.</exception>
    /// <exception cref="JobImportException">Definitions cannot be imported.</exception>
    public static void Check(IReadOnlyList<JobDefinition> definitions)
    {
        ArgumentChecks.NotNull(definitions, nameof(definitions));
        ThrowIfAny(
        [
            .. definitions.SelectMany(ImportCheck.Find),
            .. ImportCheck.FindDoubled(definitions),
            .. ImportReferences.FindLoops(definitions),
        ]);
    }

    /// <summary>Finds out what the import is going to do. Sends only requests that read.</summary>
    /// <param name="definitions">The definitions, which are checked first.</param>
    /// <param name="progress">Receives the progress; null for none.</param>
    /// <param name="cancellationToken">Cancels the requests.</param>
    /// <returns>The plan. A job that cannot be read, or that differs from
    /// <see cref="JobImportOptions.UnchangedSince"/>, has the status <see cref="JobImportStatus.Failed"/>.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="definitions"/> is null.</exception>
    /// <exception cref="JobImportException">Definitions cannot be imported, or it is not certain which jobs they are
    /// for.</exception>
    public async Task<JobImportPlan> PlanAsync(
        IReadOnlyList<JobDefinition> definitions,
        IProgress<JobImportProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        Check(definitions);
        WorkspaceJobs found = await WorkspaceJobs
            .FindAsync(_client, definitions, _options, cancellationToken)
            .ConfigureAwait(false);
        ThrowIfAny(found.Problems);
        (JobDefinition, long?)[] jobs = [.. definitions.Select((one, i) => (one, found.Jobs[i]?.Id))];
        var planner = new ImportPlanner(_client, Resolve(_options.UnchangedSince, jobs));
        var items = new List<JobImportItem>(definitions.Count);
        var work = new OrderedFetch<int, JobImportItem>(
            _options.ThrottleLimit,
            (i, token) => planner.PlanAsync(
                ImportReferences.Resolve(definitions[i], jobs), found.Jobs[i], token),
            cancellationToken);
        for (int i = 0; i < definitions.Count; i++)
        {
            work.Add(i);
        }

        while (!work.IsEmpty)
        {
            items.Add(await work.Take().Result.ConfigureAwait(false));
            progress?.Report(new JobImportProgress(JobImportStep.Reading, items.Count, definitions.Count));
        }

        items.AddRange(found.ToRemove.Select(planner.PlanRemoval));
        return new JobImportPlan(items);
    }

    /// <summary>Carries out what was planned. A failure for one job does not stop the others, but no job is removed
    /// after a failure.</summary>
    /// <param name="items">Items of a plan. Only those that are still planned are carried out.</param>
    /// <param name="progress">Receives each item that has ended, from any thread; null for none.</param>
    /// <param name="cancellationToken">Cancels the requests. Each job is then as it was or as its definition says,
    /// apart from its permissions, which are sent after its settings.</param>
    /// <returns>The items with their results, in the same order. <see cref="JobImportException.Of"/> has the error.
    /// </returns>
    /// <exception cref="ArgumentNullException"><paramref name="items"/> is null.</exception>
    public async Task<IReadOnlyList<JobImportItem>> ApplyAsync(
        IReadOnlyList<JobImportItem> items,
        IProgress<JobImportProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentChecks.NotNull(items, nameof(items));
        var run = new ImportRun(new ImportWriter(_client, _options), _options.ThrottleLimit, items, progress);
        return await run.RunAsync(cancellationToken).ConfigureAwait(false);
    }

    // The caller's jobs have the IDs of the jobs with their names.
    private static JobDefinition[]? Resolve(
        IReadOnlyList<JobDefinition>? known,
        (JobDefinition Definition, long? JobId)[] jobs)
    {
        if (known is null)
        {
            return null;
        }

        (JobDefinition, long?)[] ids =
        [
            .. known.Select(one => (one, jobs.FirstOrDefault(job =>
                job.Definition.Settings.Name == one.Settings.Name).JobId)),
        ];
        return [.. known.Select(one => ImportReferences.Resolve(one, ids))];
    }

    private static void ThrowIfAny(IReadOnlyList<JobsException> problems)
    {
        if (problems.Count > 0)
        {
            throw new JobImportException(problems);
        }
    }
}
