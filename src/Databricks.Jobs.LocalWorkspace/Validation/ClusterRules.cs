using Databricks.Jobs.LocalWorkspace.Domain;
using Databricks.Jobs.Models.Clusters;

namespace Databricks.Jobs.LocalWorkspace.Validation;

/// <summary>The rules for new clusters.</summary>
internal static class ClusterRules
{
    /// <exception cref="RejectedException">The cluster does not have a size, or has two.</exception>
    public static void Check(ClusterSpec? cluster)
    {
        if (cluster is null) return;
        // A policy can supply the size.
        if (cluster is { NumWorkers: null, Autoscale: null, IsSingleNode: not true, PolicyId: null })
        {
            throw Invalid("Missing required field: settings.cluster_spec.new_cluster.size");
        }

        if (cluster is { NumWorkers: not null, Autoscale: not null })
        {
            throw Invalid("Only one of num_workers and autoscale can be specified.");
        }

        if (cluster.NumWorkers < 0) throw Invalid($"num_workers must be at least 0, but was {cluster.NumWorkers}.");
        if (cluster.Autoscale is { } size && size.MaxWorkers < size.MinWorkers)
        {
            throw Invalid($"max_workers ({size.MaxWorkers}) must be at least min_workers ({size.MinWorkers}).");
        }
    }

    private static RejectedException Invalid(string problem) =>
        RejectedException.InvalidParameter("Cluster validation error: " + problem);
}
