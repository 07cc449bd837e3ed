using Databricks.Jobs.Models.Clusters;

namespace Databricks.Jobs.Definitions.Rules;

/// <summary>Checks the size of a cluster.</summary>
internal static class ClusterRules
{
    public static IEnumerable<DefinitionProblem> Check(JobCheck check) =>
        check.ModelsOf<ClusterSpec>().SelectMany(static cluster => Check(cluster.Model, cluster.Visit.Path));

    public static IEnumerable<DefinitionProblem> Check(ClusterSpec? cluster, string path)
    {
        if (cluster?.Autoscale is { } scale)
        {
            if (cluster.NumWorkers is not null)
            {
                yield return new DefinitionProblem($"{path}.num_workers",
                    "cannot be combined with autoscale: the number of workers is either fixed or follows the load. "
                        + "Keep one of them.");
            }

            if (scale.MaxWorkers < scale.MinWorkers)
            {
                yield return new DefinitionProblem($"{path}.autoscale.max_workers",
                    $"{scale.MaxWorkers} is less than min_workers, {scale.MinWorkers}; swap the two.");
            }
        }

        if (cluster?.NumWorkers < 0)
        {
            yield return new DefinitionProblem($"{path}.num_workers",
                $"is {cluster.NumWorkers}; it must be 0 (a single node) or more.");
        }
    }
}
