using Databricks.Jobs.Definitions.Files;
using Databricks.Jobs.Serialization;

namespace Databricks.Jobs.Definitions.Bundles;

/// <summary>Changes clusters of jobs as the Databricks CLI does before it sends them.</summary>
internal static class BundleClusters
{
    // The nodes of an instance pool have these already.
    private static readonly string[] s_ofPool = ["node_type_id", "driver_node_type_id", "enable_elastic_disk"];

    private static readonly (string Key, string? Kept)[] s_attributes =
    [
        ("aws_attributes", "instance_profile_arn"),
        ("azure_attributes", null),
        ("gcp_attributes", "google_service_account"),
    ];

    /// <summary>The cluster of a task.</summary>
    public static DefinitionNode CompleteTask(DefinitionNode task) => Change(task, FitPool);

    /// <summary>A cluster that tasks share.</summary>
    public static DefinitionNode CompleteShared(DefinitionNode cluster) =>
        Change(cluster, static spec => AddSize(FitPool(spec)));

    private static DefinitionNode Change(DefinitionNode owner, Func<MapNode, MapNode> change) =>
        owner is MapNode map && map.Find("new_cluster") is MapNode spec
            ? map.With("new_cluster", change(spec))
            : owner;

    // Without a pool for the workers, the driver cannot have one.
    private static MapNode FitPool(MapNode spec)
    {
        if (spec.Find("instance_pool_id") is null or ScalarNode { Text: "" })
        {
            return spec.Without("driver_instance_pool_id");
        }

        spec = spec.Without(s_ofPool);
        foreach ((string key, string? kept) in s_attributes)
        {
            if (spec.Find(key) is MapNode attributes)
            {
                spec = spec.With(
                    key, new MapNode([.. attributes.Entries.Where(entry => entry.Key == kept)], attributes.Location));
            }
        }

        return spec;
    }

    // A shared cluster without a size is a single node.
    private static MapNode AddSize(MapNode spec) => spec.Find("autoscale") is null && spec.Find("num_workers") is null
        ? spec.With("num_workers", new ScalarNode("0", isPlain: true, ScalarKind.Int, spec.Location))
        : spec;
}
