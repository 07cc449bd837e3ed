using Databricks.Jobs.Definitions.Files;

namespace Databricks.Jobs.Definitions.Bundles;

/// <summary>Reads the jobs of a bundle as the Databricks CLI deploys them.</summary>
/// <param name="options">The options of the reader.</param>
internal sealed class BundleReader(JobDefinitionReaderOptions options)
{
    /// <exception cref="JobDefinitionException">The bundle is invalid.</exception>
    public IReadOnlyList<RawDefinition> Read(MapNode root, string? file)
    {
        MapNode loaded = new BundleLoader(options).Load(root, file);
        (MapNode bundle, string target) = BundleTarget.Apply(loaded, options);
        var jobs = new BundleJobs(bundle, new BundleContext(options, file, target));
        return [.. (bundle.FindMap("resources")?.FindMap("jobs")?.Entries ?? []).Select(jobs.Read)];
    }
}
