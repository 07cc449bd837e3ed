using Databricks.Jobs.Models.Clusters;

namespace Databricks.Jobs.Definitions;

/// <summary>Changes to clusters that involve several fields.</summary>
public static class ClusterExtensions
{
    /// <summary>Turns the definition into a single-node cluster: no workers, and the Spark settings and the tag that
    /// such a cluster needs. Unlike is_single_node, this works with every kind of cluster definition.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="cluster"/> is null.</exception>
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
