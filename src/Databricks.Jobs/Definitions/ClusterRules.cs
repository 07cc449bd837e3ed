namespace Databricks.Jobs.Definitions;

/// <summary>Checks the size of a cluster.</summary>
internal static class ClusterRules
{
    public static IEnumerable<DefinitionProblem> Check(Models.Clusters.ClusterSpec? cluster, string path)
    {
        if (cluster?.Autoscale is { } scale)
        {
            if (cluster.NumWorkers is not null)
            {
                yield return new DefinitionProblem($"{path}.num_workers",
                    "excludes autoscale: the number of workers is fixed or it follows the load. Keep one of them.");
            }

            if (scale.MaxWorkers < scale.MinWorkers)
            {
                yield return new DefinitionProblem($"{path}.autoscale.max_workers",
                    $"{scale.MaxWorkers} is below min_workers, {scale.MinWorkers}; exchange the two.");
            }
        }

        if (cluster?.NumWorkers < 0)
        {
            yield return new DefinitionProblem($"{path}.num_workers",
                $"is {cluster.NumWorkers}; it may be 0 (a single node) or more.");
        }
    }
}
