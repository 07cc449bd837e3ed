using Databricks.Jobs.Definitions.Files;

namespace Databricks.Jobs.Definitions.Bundles;

/// <summary>Resolves and completes the jobs of a bundle.</summary>
internal sealed class BundleJobs
{
    // What a bundle says about a job beside its settings.
    private static readonly string[] s_notSettings = ["lifecycle", "id", "url", "modified_status"];

    private readonly MapNode _bundle;
    private readonly BundleContext _context;
    private readonly ReferenceResolver _resolver;
    private readonly MapNode _settings;
    private readonly JobPresets _presets;
    private readonly BundlePaths _paths;

    /// <param name="bundle">The bundle, with the overrides of the target.</param>
    /// <param name="context">What its values can depend on.</param>
    public BundleJobs(MapNode bundle, BundleContext context)
    {
        _bundle = bundle;
        _context = context;
        _resolver = new ReferenceResolver(bundle, context);
        _settings = ResolveSettings();
        _presets = new JobPresets(_settings, context);
        _paths = new BundlePaths(_settings, context);
        _resolver.KeepsJobReferences = context.Options.KeepJobReferences;
    }

    /// <exception cref="JobDefinitionException">The job is invalid.</exception>
    public RawDefinition Read(MapEntry job)
    {
        MapNode resolved = _resolver.Resolve(job.Value) as MapNode ?? throw job.Value.Fault(
            $"resources.jobs.{job.Key}: expected the settings of a job, found {job.Value.Description}.");
        return new RawDefinition(_paths.Translate(_presets.Apply(Complete(resolved))))
        {
            Key = job.Key,
            Bundle = _bundle,
            JobReferences = [.. References.JobIds(resolved)],
            WithJobIds = jobIds => new BundleJobs(_bundle, _context.WithJobIds(jobIds)).Read(job),
        };
    }

    private MapNode ResolveSettings()
    {
        MapNode settings = _bundle;
        foreach (string key in new[] { "bundle", "presets", "permissions", "run_as", "sync" })
        {
            settings = settings.Find(key) is { } value ? settings.With(key, _resolver.Resolve(value)) : settings;
        }

        return settings;
    }

    private MapNode Complete(MapNode job)
    {
        job = NodeMerge.MergeItems(job, "tasks", "task_key");
        job = NodeMerge.MergeItems(job, "job_clusters", "job_cluster_key");
        job = NodeMerge.MergeItems(job, "parameters", "name");
        job = NodeMerge.MergeItems(job, "environments", "environment_key");
        job = job.WithItems("tasks", BundleClusters.CompleteTask)
            .WithItems("job_clusters", BundleClusters.CompleteShared);
        return JobPermissions.Apply(job.Without(s_notSettings), _settings.FindSequence("permissions"));
    }
}
