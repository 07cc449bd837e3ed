using Databricks.Jobs.Models.Clusters;

namespace Databricks.Jobs.Definitions;

/// <summary>Sizes of clusters that take more than one field to say.</summary>
public static class ClusterExtensions
{
    /// <summary>Makes a cluster one of a driver alone: no workers, and what Spark must be told of it. Understood by
    /// every form of cluster definition, unlike is_single_node.</summary>
    public static void MakeSingleNode(this ClusterSpec cluster)
    {
        ArgumentChecks.NotNull(cluster, nameof(cluster));
        cluster.NumWorkers = 0;
        cluster.Autoscale = null;
        cluster.SparkConf ??= new Dictionary<string, string>();
        cluster.SparkConf["spark.databricks.cluster.profile"] = "singleNode";
        cluster.SparkConf["spark.master"] = "local[*]";
        cluster.CustomTags ??= new Dictionary<string, string>();
        cluster.CustomTags["ResourceClass"] = "SingleNode";
    }
}
