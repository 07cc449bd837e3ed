using Databricks.Jobs.Models;

namespace Databricks.Jobs.Serialization;

/// <summary>Fields that only the service sets. They are in the JSON of the web interface and of responses, from where
/// users copy definitions.</summary>
internal static class ReadOnlyFields
{
    // The schema does not contain the clusters of responses.
    private static readonly string[] s_ofClusters =
    [
        "cluster_cores", "cluster_id", "cluster_log_status", "cluster_memory_mb", "cluster_source", "creator_user_name",
        "default_tags", "driver", "executors", "jdbc_port", "last_restarted_time", "last_state_loss_time",
        "spark_context_id", "start_time", "state", "state_message", "terminated_time", "termination_reason",
    ];

    // The settings of the whole object, which are not read-only.
    private static readonly string[] s_excluded = ["settings", "git_source"];

    /// <summary>Whether an unknown field of a definition is read-only.</summary>
    /// <param name="shape">The object without this field.</param>
    /// <param name="key">The field, in either spelling.</param>
    public static bool Contains(ModelShape shape, string key) =>
        FieldsOf(shape.Name).Any(name => NameMatcher.AreSame(name, key) && !s_excluded.Contains(name));

    private static IEnumerable<string> FieldsOf(string name) => name switch
    {
        nameof(Models.Clusters.ClusterSpec) => s_ofClusters,
        nameof(JobSettings) or nameof(CreateJob) => new Job().Shape.Fields.Select(field => field.Name),
        nameof(Models.Task) or nameof(SubmitTask) => new RunTask().Shape.Fields.Select(field => field.Name),
        _ => [],
    };
}
