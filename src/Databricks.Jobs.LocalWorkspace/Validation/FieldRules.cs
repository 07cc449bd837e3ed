using System.Collections;
using Databricks.Jobs.LocalWorkspace.Domain;
using Databricks.Jobs.Models;

namespace Databricks.Jobs.LocalWorkspace.Validation;

/// <summary>
/// What the service accepts in single fields. The table is written down here, from the documentation of the service,
/// and not taken from the schema of the library: a mistake in the schema must not become a mistake of the server that
/// the library is tested against.
/// </summary>
internal static class FieldRules
{
    private static readonly string[] s_pauseStatus = ["UNPAUSED", "PAUSED"];
    private static readonly string[] s_sources = ["WORKSPACE", "GIT"];

    private static readonly FieldRule s_key = new() { IsRequired = true, MaxLength = 100, Pattern = @"^[\w-]+$" };
    private static readonly FieldRule s_pause = new() { Values = s_pauseStatus };
    private static readonly FieldRule s_source = new() { Values = s_sources };
    private static readonly FieldRule s_timeout = new() { Min = 0 };
    private static readonly FieldRule s_webhooks = new() { MaxLength = 3 };
    private static readonly FieldRule s_parameters = new() { MaxBytes = 10_000 };
    private static readonly FieldRule s_token = new() { MaxLength = 64 };
    private static readonly FieldRule s_target = new() { Values = ["PERFORMANCE_OPTIMIZED", "STANDARD"] };

    // The name of the object, then the fields with rules. The name of a nested object is that of its field, or with the
    // name of its parent in front if fields of several objects have the same name.
    private static readonly Dictionary<string, Dictionary<string, FieldRule>> s_rules = new(StringComparer.Ordinal)
    {
        ["settings"] = new()
        {
            ["name"] = new() { MaxBytes = 4096 },
            ["description"] = new() { MaxLength = 27_700 },
            ["tags"] = new() { MaxLength = 25 },
            ["tasks"] = new() { MaxLength = 1000 },
            ["max_concurrent_runs"] = new() { Min = 0, Max = 1000 },
            ["timeout_seconds"] = s_timeout,
            ["edit_mode"] = new() { Values = ["EDITABLE", "UI_LOCKED"] },
            ["format"] = new() { Values = ["MULTI_TASK", "SINGLE_TASK"] },
            ["performance_target"] = s_target,
        },
        ["run-now"] = StartRules("job_id"),
        ["repair"] = StartRules("run_id"),
        ["submit"] = new() { ["idempotency_token"] = s_token },
        ["run_job_task"] = StartRules("job_id"),
        ["tasks"] = new()
        {
            ["task_key"] = s_key,
            ["max_retries"] = new() { Min = -1 },
            ["min_retry_interval_millis"] = new() { Min = 0 },
            ["timeout_seconds"] = s_timeout,
            ["run_if"] = new()
            {
                Values =
                [
                    "ALL_SUCCESS", "ALL_DONE", "NONE_FAILED", "AT_LEAST_ONE_SUCCESS", "ALL_FAILED",
                    "AT_LEAST_ONE_FAILED",
                ],
            },
        },
        ["depends_on"] = new() { ["task_key"] = s_key },
        ["job_clusters"] = new() { ["job_cluster_key"] = s_key },
        ["settings.parameters"] = new() { ["name"] = FieldRule.Required, ["default"] = FieldRule.Required },
        ["environments"] = new() { ["environment_key"] = FieldRule.Required },
        ["queue"] = new() { ["enabled"] = FieldRule.Required },
        ["schedule"] = new()
        {
            ["quartz_cron_expression"] = FieldRule.Required,
            ["timezone_id"] = FieldRule.Required,
            ["pause_status"] = s_pause,
        },
        ["continuous"] = new()
        {
            ["pause_status"] = s_pause,
            ["task_retry_mode"] = new() { Values = ["NEVER", "ON_FAILURE"] },
        },
        ["trigger"] = new() { ["pause_status"] = s_pause },
        ["file_arrival"] = new() { ["url"] = FieldRule.Required },
        ["table_update"] = new()
        {
            ["table_names"] = FieldRule.Required,
            ["condition"] = new() { Values = ["ANY_UPDATED", "ALL_UPDATED"] },
        },
        ["periodic"] = new()
        {
            ["interval"] = new() { IsRequired = true, Min = 1 },
            ["unit"] = new() { IsRequired = true, Values = ["HOURS", "DAYS", "WEEKS"] },
        },
        ["new_cluster"] = new()
        {
            ["runtime_engine"] = new() { Values = ["NULL", "STANDARD", "PHOTON"] },
            ["data_security_mode"] = new()
            {
                Values =
                [
                    "NONE", "SINGLE_USER", "USER_ISOLATION", "LEGACY_TABLE_ACL", "LEGACY_PASSTHROUGH",
                    "LEGACY_SINGLE_USER", "LEGACY_SINGLE_USER_STANDARD", "DATA_SECURITY_MODE_AUTO",
                    "DATA_SECURITY_MODE_DEDICATED", "DATA_SECURITY_MODE_STANDARD",
                ],
            },
        },
        ["git_source"] = new()
        {
            ["git_url"] = new() { IsRequired = true, MaxLength = 300 },
            ["git_branch"] = new() { MaxLength = 255 },
            ["git_tag"] = new() { MaxLength = 255 },
            ["git_commit"] = new() { MaxLength = 64 },
        },
        ["rules"] = new()
        {
            ["metric"] = FieldRule.Required,
            ["op"] = new() { IsRequired = true, Values = ["GREATER_THAN"] },
            ["value"] = FieldRule.Required,
        },
        ["webhook_notifications"] = new()
        {
            ["on_start"] = s_webhooks,
            ["on_success"] = s_webhooks,
            ["on_failure"] = s_webhooks,
            ["on_duration_warning_threshold_exceeded"] = s_webhooks,
            ["on_streaming_backlog_exceeded"] = s_webhooks,
        },
        ["on_start"] = new() { ["id"] = FieldRule.Required },
        ["on_success"] = new() { ["id"] = FieldRule.Required },
        ["on_failure"] = new() { ["id"] = FieldRule.Required },
        ["on_duration_warning_threshold_exceeded"] = new() { ["id"] = FieldRule.Required },
        ["on_streaming_backlog_exceeded"] = new() { ["id"] = FieldRule.Required },
        ["notebook_task"] = new() { ["notebook_path"] = FieldRule.Required, ["source"] = s_source },
        ["spark_python_task"] = new() { ["python_file"] = FieldRule.Required, ["source"] = s_source },
        ["python_wheel_task"] = new()
        {
            ["package_name"] = FieldRule.Required,
            ["entry_point"] = FieldRule.Required,
        },
        ["pipeline_task"] = new() { ["pipeline_id"] = FieldRule.Required },
        ["dbt_task"] = new() { ["commands"] = FieldRule.Required, ["source"] = s_source },
        ["condition_task"] = new()
        {
            ["op"] = new()
            {
                IsRequired = true,
                Values =
                [
                    "EQUAL_TO", "NOT_EQUAL", "GREATER_THAN", "GREATER_THAN_OR_EQUAL", "LESS_THAN",
                    "LESS_THAN_OR_EQUAL",
                ],
            },
            ["left"] = FieldRule.Required,
            ["right"] = FieldRule.Required,
        },
        ["for_each_task"] = new()
        {
            ["inputs"] = FieldRule.Required,
            ["task"] = FieldRule.Required,
            ["concurrency"] = new() { Min = 1, Max = 100 },
        },
        ["sql_task"] = new() { ["warehouse_id"] = FieldRule.Required },
        ["alert"] = new() { ["alert_id"] = FieldRule.Required },
        ["sql_task.dashboard"] = new() { ["dashboard_id"] = FieldRule.Required },
        ["query"] = new() { ["query_id"] = FieldRule.Required },
        ["file"] = new() { ["path"] = FieldRule.Required, ["source"] = s_source },
        ["clean_rooms_notebook_task"] = new()
        {
            ["clean_room_name"] = FieldRule.Required,
            ["notebook_name"] = FieldRule.Required,
        },
        ["genie_task"] = new() { ["configuration_id"] = FieldRule.Required },
        ["ai_runtime_task"] = new() { ["experiment"] = FieldRule.Required, ["deployments"] = FieldRule.Required },
        ["access_control_list"] = new()
        {
            ["permission_level"] = new()
            {
                IsRequired = true,
                Values = ["CAN_VIEW", "CAN_MANAGE_RUN", "IS_OWNER", "CAN_MANAGE"],
            },
        },
    };

    /// <summary>Checks all fields of an object and of the objects in it.</summary>
    /// <param name="model">The object.</param>
    /// <param name="name">Its name in the table.</param>
    /// <param name="path">Its path in the request, for messages; empty for the request itself.</param>
    /// <exception cref="RejectedException">The service does not accept a value.</exception>
    public static void Check(JobsModel model, string name, string path = "")
    {
        // The nested task of a for-each task has the rules of a task.
        s_rules.TryGetValue(name == "task" ? "tasks" : name, out Dictionary<string, FieldRule>? rules);
        for (int i = 0; i < model.Shape.Fields.Count; i++)
        {
            string field = model.Shape.Fields[i].Name;
            string fieldPath = path.Length == 0 ? field : $"{path}.{field}";
            object? value = model.GetField(i);
            if (rules?.TryGetValue(field, out FieldRule? rule) == true) rule.Check(fieldPath, value);
            string qualified = $"{name}.{field}";
            string childName = s_rules.ContainsKey(qualified) ? qualified : field;
            foreach (JobsModel child in ChildrenOf(value)) Check(child, childName, fieldPath);
        }
    }

    private static IEnumerable<JobsModel> ChildrenOf(object? value) => value switch
    {
        JobsModel child => [child],
        IList items => items.OfType<JobsModel>(),
        _ => [],
    };

    private static Dictionary<string, FieldRule> StartRules(string id) => new()
    {
        [id] = FieldRule.Required,
        ["idempotency_token"] = s_token,
        ["jar_params"] = s_parameters,
        ["notebook_params"] = s_parameters,
        ["pipeline_params"] = s_parameters,
        ["python_named_params"] = s_parameters,
        ["python_params"] = s_parameters,
        ["spark_submit_params"] = s_parameters,
        ["sql_params"] = s_parameters,
        ["performance_target"] = s_target,
    };
}
