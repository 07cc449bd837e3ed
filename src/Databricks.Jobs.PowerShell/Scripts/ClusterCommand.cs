using System.Text.Json.Nodes;

namespace Databricks.Jobs.PowerShell.Scripts;

/// <summary>Writes a job cluster as a call of New-DbxJobCluster.</summary>
internal static class ClusterCommand
{
    private static readonly (string Field, string Parameter)[] s_parameters =
    [
        ("spark_version", "SparkVersion"), ("node_type_id", "NodeTypeId"), ("driver_node_type_id", "DriverNodeTypeId"),
        ("instance_pool_id", "InstancePoolId"), ("policy_id", "PolicyId"), ("data_security_mode", "DataSecurityMode"),
        ("runtime_engine", "RuntimeEngine"), ("spark_conf", "SparkConf"), ("spark_env_vars", "SparkEnvVar"),
        ("custom_tags", "CustomTag"),
    ];

    /// <summary>The expression that creates a job cluster.</summary>
    /// <param name="definition">The job cluster, which is not changed.</param>
    /// <param name="level">How far the lines after the first are indented.</param>
    public static string Of(JsonObject definition, int level)
    {
        if (ScriptLiteral.NeedsJson(definition))
        {
            return ScriptLiteral.Quote(definition.ToJsonString());
        }

        // New-DbxJobCluster has no parameters for other fields, and always defines a new cluster.
        if (definition.Count != 2
            || definition["new_cluster"] is not JsonObject { Count: > 0 }
            || definition["job_cluster_key"] is not { } key)
        {
            return ScriptLiteral.Of(definition, level);
        }

        var cluster = (JsonObject)definition["new_cluster"]!.DeepClone();
        var command = new ScriptCommand("New-DbxJobCluster", level);
        command.Add(key.GetValue<string>());
        foreach ((string field, string parameter) in s_parameters)
        {
            command.Move(cluster, field, parameter);
        }

        AddSize(command, cluster);
        command.AddSettings(cluster);
        return command.ToString();
    }

    private static void AddSize(ScriptCommand command, JsonObject cluster)
    {
        if (cluster["autoscale"] is JsonObject { Count: 2 } scale
            && scale["min_workers"] is not null
            && scale["max_workers"] is not null
            && cluster["num_workers"] is null)
        {
            command.MoveNumber(scale, "min_workers", "MinWorkers", min: 0, max: 100_000);
            command.MoveNumber(scale, "max_workers", "MaxWorkers", min: 0, max: 100_000);
            if (scale.Count == 0) cluster.Remove("autoscale");
        }
        else if (cluster["autoscale"] is null)
        {
            command.MoveNumber(cluster, "num_workers", "NumWorkers", min: 0, max: 100_000);
        }
    }
}
