using System.Collections;
using Databricks.Jobs.Models;
using Databricks.Jobs.Models.Clusters;

namespace Databricks.Jobs.Definitions;

/// <summary>What the service adds to a definition, or uses if a definition omits it.</summary>
/// <param name="hasGit">Whether the definition has a Git source, from which its files are by default.</param>
/// <param name="isStored">Whether the service returned the definition.</param>
internal sealed class ServiceDefaults(bool hasGit, bool isStored)
{
    private readonly bool _isStored = isStored;

    // The fields by the API's names of their objects. A job and the request that creates it have the same.
    private static readonly Dictionary<(string Shape, string Field), object> s_values = new()
    {
        [(nameof(JobSettings), "name")] = "Untitled",
        [(nameof(JobSettings), "description")] = "",
        [(nameof(JobSettings), "timeout_seconds")] = 0L,
        [(nameof(JobSettings), "max_concurrent_runs")] = 1L,
        [(nameof(QueueSettings), "enabled")] = true,
        [(nameof(CronSchedule), "pause_status")] = nameof(PauseStatus.UNPAUSED),
        [(nameof(TriggerSettings), "pause_status")] = nameof(PauseStatus.UNPAUSED),
        [(nameof(TriggerConfiguration), "pause_status")] = nameof(PauseStatus.UNPAUSED),
        [(nameof(Continuous), "pause_status")] = nameof(PauseStatus.UNPAUSED),
        [(nameof(Continuous), "task_retry_mode")] = nameof(TaskRetryMode.NEVER),
        [(nameof(Models.Task), "description")] = "",
        [(nameof(Models.Task), "run_if")] = nameof(RunIf.ALL_SUCCESS),
        [(nameof(Models.Task), "timeout_seconds")] = 0L,
        [(nameof(Models.Task), "max_retries")] = 0L,
        [(nameof(Models.Task), "min_retry_interval_millis")] = 0L,
        [(nameof(ForEachTask), "concurrency")] = 20L,
        [(nameof(DbtTask), "schema")] = "default",
        [(nameof(Models.Clusters.ClusterSpec), "num_workers")] = 0L,
        [(nameof(ClientsTypes), "jobs")] = true,
        [(nameof(ClientsTypes), "notebooks")] = true,
    };

    private static readonly HashSet<(string Shape, string Field)> s_readOnly =
    [
        (nameof(JobSettings), "format"),
        (nameof(JobDeployment), "version_id"),
        (nameof(GitSource), "git_snapshot"),
        (nameof(JobSource), "dirty_state"),
    ];

    // The service chooses a value, which depends on the caller, the cloud or the policy.
    private static readonly HashSet<(string Shape, string Field)> s_chosen =
    [
        (nameof(JobSettings), "run_as"),
        (nameof(JobSettings), "parent_path"),
        (nameof(SparkJarTask), "run_as_repl"),
        (nameof(Models.Clusters.ClusterSpec), "aws_attributes"),
        (nameof(Models.Clusters.ClusterSpec), "azure_attributes"),
        (nameof(Models.Clusters.ClusterSpec), "gcp_attributes"),
        (nameof(Models.Clusters.ClusterSpec), "data_security_mode"),
        (nameof(Models.Clusters.ClusterSpec), "driver_instance_pool_id"),
        (nameof(Models.Clusters.ClusterSpec), "driver_node_type_id"),
        (nameof(Models.Clusters.ClusterSpec), "enable_elastic_disk"),
        (nameof(Models.Clusters.ClusterSpec), "enable_local_disk_encryption"),
        (nameof(Models.Clusters.ClusterSpec), "node_type_id"),
    ];

    // Chosen values that the service does not always return.
    private static readonly HashSet<string> s_notReturned = new(StringComparer.Ordinal) { "run_as", "parent_path" };

    // Objects that have no meaning without values; the service adds some of them empty.
    private static readonly HashSet<string> s_meaninglessIfEmpty = new(StringComparer.Ordinal)
    {
        "email_notifications", "webhook_notifications", "notification_settings", "health", "queue", "compute",
        "aws_attributes", "azure_attributes", "gcp_attributes", "pipeline_params", "workload_type", "clients",
    };

    /// <summary>Whether only the service sets a field.</summary>
    public static bool IsReadOnly(string shape, string field) => s_readOnly.Contains((Bare(shape), field));

    /// <summary>Whether the service never returns a field.</summary>
    public static bool IsRequestOnly(string shape, string field) =>
        (shape, field) is (nameof(Models.Clusters.ClusterSpec), "apply_policy_default_values");

    /// <summary>Whether the service chooses the value if a definition omits it.</summary>
    public static bool IsChosen(string shape, string field) => s_chosen.Contains((Bare(shape), field));

    /// <summary>Whether an object without values means the same as none.</summary>
    public static bool IsMeaninglessIfEmpty(string field) => s_meaninglessIfEmpty.Contains(field);

    /// <summary>Whether two values of an enumeration are names of the same thing.</summary>
    public static bool AreAliases(string field, string one, string other) =>
        field == "data_security_mode" && Canonical(one) == Canonical(other);

    /// <summary>The value that the service uses if a definition omits the field; null if it is not the same for all
    /// definitions.</summary>
    public static object? ValueOf(string shape, string field) =>
        s_values.TryGetValue((Bare(shape), field), out object? value) ? value : null;

    /// <summary>Whether a definition without the field says nothing about it: the service chooses the value, and either
    /// the definition is from a file or the service does not always return the value.</summary>
    /// <param name="field">The field.</param>
    /// <param name="other">The defaults of the definition that has a value.</param>
    public bool LeavesOpen(ComparedField field, ServiceDefaults other) => field.IsChosen
        && (!_isStored || (!other._isStored && s_notReturned.Contains(field.Name)));

    /// <summary>Whether the definition means the value where it has none.</summary>
    public bool Has(ComparedField field, object value) => field switch
    {
        // A new job queues its runs; a job of API 2.1 without this field does not.
        { Name: "enabled", Default: true } => value is bool queues && queues != _isStored,
        { Name: "source" } => value.Equals(hasGit ? nameof(Source.GIT) : nameof(Source.WORKSPACE)),
        { Default: { } known } => known.Equals(value),
        _ => value is false or ICollection { Count: 0 },
    };

    private static string Canonical(string mode) => mode switch
    {
        nameof(DataSecurityMode.DATA_SECURITY_MODE_DEDICATED) => nameof(DataSecurityMode.SINGLE_USER),
        nameof(DataSecurityMode.DATA_SECURITY_MODE_STANDARD) => nameof(DataSecurityMode.USER_ISOLATION),
        _ => mode,
    };

    private static string Bare(string shape) => shape == nameof(CreateJob) ? nameof(JobSettings) : shape;
}
