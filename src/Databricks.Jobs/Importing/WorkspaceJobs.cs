using Databricks.Jobs.Definitions;
using Databricks.Jobs.Http;
using Databricks.Jobs.Models;

namespace Databricks.Jobs.Importing;

/// <summary>The jobs of a workspace that definitions are for.</summary>
internal sealed class WorkspaceJobs
{
    // Up to this number, a request for each definition is less than the list of all jobs.
    private const int MaxLookups = 16;

    private readonly List<JobsException> _problems = [];

    private WorkspaceJobs(IReadOnlyList<ExistingJob?> jobs, IReadOnlyList<ExistingJob> toRemove)
    {
        Jobs = jobs;
        ToRemove = toRemove;
    }

    /// <summary>The job of each definition; null if there is none yet.</summary>
    public IReadOnlyList<ExistingJob?> Jobs { get; }

    /// <summary>The jobs that have the tags and no definition.</summary>
    public IReadOnlyList<ExistingJob> ToRemove { get; }

    /// <summary>Definitions for which it is not certain which job they are for.</summary>
    public IReadOnlyList<JobsException> Problems => _problems;

    public static async Task<WorkspaceJobs> FindAsync(
        JobsClient client,
        IReadOnlyList<JobDefinition> definitions,
        JobImportOptions options,
        CancellationToken cancellationToken)
    {
        var candidates = new Candidates(client, definitions, options);
        if (options.PruneTags is not null || definitions.Count > MaxLookups)
        {
            await candidates.ListAsync(cancellationToken).ConfigureAwait(false);
        }

        var jobs = new ExistingJob?[definitions.Count];
        var problems = new List<JobsException>();
        var lookups = new OrderedFetch<int, IReadOnlyList<ExistingJob>>(
            options.ThrottleLimit,
            (i, token) => candidates.FindAsync(definitions[i], token),
            cancellationToken);
        for (int i = 0; i < definitions.Count; i++)
        {
            lookups.Add(i);
        }

        while (!lookups.IsEmpty)
        {
            (int i, Task<IReadOnlyList<ExistingJob>> result) = lookups.Take();
            IReadOnlyList<ExistingJob> found = await result.ConfigureAwait(false);
            jobs[i] = found.Count == 1 ? found[0] : null;
            if (Problem(definitions[i], found) is { } problem)
            {
                problems.Add(problem);
            }
        }

        problems.AddRange(FindDoubled(definitions, jobs));
        var kept = new HashSet<long>(jobs.OfType<ExistingJob>().Select(static job => job.Id));
        IEnumerable<ExistingJob> toRemove = candidates.Tagged
            .Where(job => !kept.Contains(job.Id))
            .OrderBy(static job => job.Settings.Name, StringComparer.Ordinal)
            .ThenBy(static job => job.Id);
        var workspace = new WorkspaceJobs(jobs, [.. toRemove]);
        workspace._problems.AddRange(problems);
        return workspace;
    }

    private static JobsException? Problem(JobDefinition definition, IReadOnlyList<ExistingJob> found)
    {
        if (found.Count > 1)
        {
            string jobs = string.Join(" and ", found.Select(static job => $"job {job.Id}"));
            return ImportCheck.At(
                definition,
                $"{found.Count} jobs of the workspace are named '{definition.Settings.Name}': {jobs}.",
                $"Rename or remove the others, or add the ID of the right one to the definition, such as job_id: "
                    + $"{found[0].Id}.");
        }

        return found.Count == 0 && definition.JobId is { } id
            ? ImportCheck.At(
                definition,
                $"the workspace has no job {id}.",
                "Correct the job_id, or remove it to find the job by its name or create it.")
            : null;
    }

    // A definition with the ID of a job, and another one with its name.
    private static IEnumerable<JobsException> FindDoubled(
        IReadOnlyList<JobDefinition> definitions,
        ExistingJob?[] jobs) => jobs
        .Select((job, i) => (job?.Id, Definition: definitions[i]))
        .Where(static one => one.Id is not null)
        .GroupBy(static one => one.Id)
        .Where(static same => same.Count() > 1)
        .Select(static same => ImportCheck.Doubled([.. same.Select(static one => one.Definition)], $"job {same.Key}"));

    /// <summary>The jobs that can be meant: from one list, or from a request for each definition.</summary>
    private sealed class Candidates(
        JobsClient client,
        IReadOnlyList<JobDefinition> definitions,
        JobImportOptions options)
    {
        private readonly Dictionary<long, ExistingJob> _byId = [];
        private readonly Dictionary<string, List<ExistingJob>> _byName = new(StringComparer.Ordinal);
        private bool _isListed;

        public List<ExistingJob> Tagged { get; } = [];

        public async Task ListAsync(CancellationToken cancellationToken)
        {
            var ids = new HashSet<long>(definitions.Select(static one => one.JobId).OfType<long>());
            var names = new HashSet<string>(definitions.Select(static one => one.Settings.Name).OfType<string>());
            await foreach (BaseJob listed in client
                .ListAsync(new ListJobsOptions { ExpandTasks = true, Limit = 100 }, cancellationToken)
                .ConfigureAwait(false))
            {
                var job = ExistingJob.Of(listed);
                if (ids.Contains(job.Id))
                {
                    _byId[job.Id] = job;
                }

                if (job.Settings.Name is { } name && names.Contains(name))
                {
                    Named(name).Add(job);
                }

                if (options.PruneTags is { } tags && HasTags(job.Settings, tags))
                {
                    Tagged.Add(job);
                }
            }

            _isListed = true;
        }

        public async Task<IReadOnlyList<ExistingJob>> FindAsync(
            JobDefinition definition,
            CancellationToken cancellationToken)
        {
            if (definition.JobId is { } id)
            {
                return _byId.TryGetValue(id, out ExistingJob? listed)
                    ? [listed]
                    : await GetAsync(id, cancellationToken).ConfigureAwait(false);
            }

            string name = definition.Settings.Name!;
            return _isListed
                ? _byName.TryGetValue(name, out List<ExistingJob>? named) ? named : []
                : await NamedAsync(client, name, cancellationToken).ConfigureAwait(false);
        }

        private List<ExistingJob> Named(string name)
        {
            if (!_byName.TryGetValue(name, out List<ExistingJob>? jobs))
            {
                _byName.Add(name, jobs = []);
            }

            return jobs;
        }

        private async Task<IReadOnlyList<ExistingJob>> GetAsync(long id, CancellationToken cancellationToken)
        {
            try
            {
                return [ExistingJob.Of(await client.GetAsync(id, cancellationToken: cancellationToken)
                    .ConfigureAwait(false))];
            }
            catch (NotFoundException)
            {
                return [];
            }
        }
    }

    /// <summary>The jobs with exactly a name; the service ignores the case of the letters.</summary>
    public static async Task<IReadOnlyList<ExistingJob>> NamedAsync(
        JobsClient client,
        string name,
        CancellationToken cancellationToken)
    {
        var found = new List<ExistingJob>();
        await foreach (BaseJob job in client
            .ListAsync(new ListJobsOptions { Name = name, ExpandTasks = true }, cancellationToken)
            .ConfigureAwait(false))
        {
            if (job.Settings?.Name == name)
            {
                found.Add(ExistingJob.Of(job));
            }
        }

        return found;
    }

    /// <summary>Whether a job has all of the tags; a value that is null means any value.</summary>
    public static bool HasTags(JobSettings settings, IReadOnlyDictionary<string, string?> tags) => tags.All(tag =>
        settings.Tags?.TryGetValue(tag.Key, out string? value) == true && (tag.Value is null || tag.Value == value));
}
