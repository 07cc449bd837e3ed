using Databricks.Jobs.Definitions.Files;
using Databricks.Jobs.Serialization;

namespace Databricks.Jobs.Definitions.Bundles;

/// <summary>Reads the jobs of a bundle as the Databricks CLI deploys them.</summary>
/// <param name="options">The options of the reader.</param>
internal sealed class BundleReader(JobDefinitionReaderOptions options)
{
    // What a bundle says about a job beside its settings.
    private static readonly string[] s_notSettings = ["lifecycle", "id", "url", "modified_status"];

    /// <exception cref="JobDefinitionException">The bundle is invalid.</exception>
    public IReadOnlyList<RawDefinition> Read(MapNode root, string? file)
    {
        MapNode loaded = new BundleLoader(options).Load(root, file);
        (MapNode bundle, string target) = BundleTarget.Apply(loaded, options);
        var context = new BundleContext(options, file, target);
        var resolver = new ReferenceResolver(bundle, context);
        MapNode settings = ResolveSettings(bundle, resolver);
        var presets = new JobPresets(settings, context);
        var paths = new BundlePaths(settings, context);
        return
        [
            .. (bundle.FindMap("resources")?.FindMap("jobs")?.Entries ?? []).Select(job => new RawDefinition(
                paths.Translate(presets.Apply(Complete(Resolve(job, resolver), settings))))
            {
                Key = job.Key,
            }),
        ];
    }

    private static MapNode ResolveSettings(MapNode bundle, ReferenceResolver resolver)
    {
        foreach (string key in new[] { "bundle", "presets", "permissions", "run_as", "sync" })
        {
            bundle = bundle.Find(key) is { } value ? bundle.With(key, resolver.Resolve(value)) : bundle;
        }

        return bundle;
    }

    private static MapNode Resolve(MapEntry job, ReferenceResolver resolver) => resolver.Resolve(job.Value) as MapNode
        ?? throw job.Value.Fault(
            $"resources.jobs.{job.Key}: expected the settings of a job, found {job.Value.Description}.");

    private static MapNode Complete(MapNode job, MapNode bundle)
    {
        job = NodeMerge.MergeItems(job, "tasks", "task_key");
        job = NodeMerge.MergeItems(job, "job_clusters", "job_cluster_key");
        job = NodeMerge.MergeItems(job, "parameters", "name");
        job = NodeMerge.MergeItems(job, "environments", "environment_key");
        job = job.WithItems("job_clusters", AddSize);
        return JobPermissions.Apply(job.Without(s_notSettings), bundle.FindSequence("permissions"));
    }

    // The Databricks CLI sends the size of a job cluster without one: a single node.
    private static DefinitionNode AddSize(DefinitionNode item) => item is MapNode cluster
        && cluster.Find("new_cluster") is MapNode { } spec
        && spec.Find("autoscale") is null
        && spec.Find("num_workers") is null
            ? cluster.With("new_cluster", spec.With(
                "num_workers", new ScalarNode("0", isPlain: true, ScalarKind.Int, spec.Location)))
            : item;
}
