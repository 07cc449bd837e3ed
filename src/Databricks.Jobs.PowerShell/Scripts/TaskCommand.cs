using System.Text.Json.Nodes;

namespace Databricks.Jobs.PowerShell.Scripts;

/// <summary>Writes a task as a call of New-DbxTask.</summary>
internal static class TaskCommand
{
    // The fields of the kinds of task that have parameters: where the field is, the parameter, and whether the
    // parameter defines the kind. What a kind has in addition stays in -Settings.
    private static readonly Dictionary<string, (string Field, string Parameter, bool IsRequired)[]> s_kinds = new()
    {
        ["notebook_task"] =
        [
            ("notebook_path", "NotebookPath", true), ("base_parameters", "Parameter", false),
            ("source", "Source", false), ("warehouse_id", "WarehouseId", false),
        ],
        ["spark_python_task"] =
        [
            ("python_file", "PythonFile", true), ("parameters", "Parameter", false), ("source", "Source", false),
        ],
        ["python_wheel_task"] =
        [
            ("package_name", "PackageName", true), ("entry_point", "EntryPoint", true),
            ("named_parameters", "Parameter", false), ("parameters", "Parameter", false),
        ],
        ["spark_jar_task"] = [("main_class_name", "MainClass", true), ("parameters", "Parameter", false)],
        ["spark_submit_task"] = [("parameters", "SparkSubmitParameter", true)],
        ["pipeline_task"] =
        [
            ("pipeline_id", "PipelineId", true), ("full_refresh_selection", "FullRefreshTable", false),
            ("refresh_selection", "RefreshTable", false), ("parameters", "Parameter", false),
        ],
        ["clean_rooms_notebook_task"] =
        [
            ("clean_room_name", "CleanRoomName", true), ("notebook_name", "NotebookName", true),
            ("etag", "ETag", false), ("notebook_base_parameters", "Parameter", false),
        ],
        ["dbt_task"] =
        [
            ("commands", "DbtCommand", true), ("project_directory", "ProjectDirectory", false),
            ("profiles_directory", "ProfilesDirectory", false), ("catalog", "Catalog", false),
            ("schema", "Schema", false), ("source", "Source", false), ("warehouse_id", "WarehouseId", false),
        ],
        ["dbt_platform_task"] =
        [
            ("dbt_platform_job_id", "DbtPlatformJobId", true), ("connection_resource_name", "ConnectionName", true),
        ],
        ["condition_task"] = [("left", "Left", true), ("op", "Op", true), ("right", "Right", true)],
        ["run_job_task"] = [("job_id", "RunJobId", true), ("job_parameters", "Parameter", false)],
    };

    /// <summary>The call that creates a task.</summary>
    /// <param name="definition">The task, which is not changed.</param>
    /// <param name="level">How far the lines after the first are indented.</param>
    /// <param name="allowsUnknown">Whether the task has fields that this version does not know.</param>
    public static string Of(JsonObject definition, int level, bool allowsUnknown)
    {
        var task = (JsonObject)definition.DeepClone();
        var command = new ScriptCommand("New-DbxTask", level);
        command.Add(task["task_key"]?.GetValue<string>() ?? "");
        task.Remove("task_key");
        if (ScriptLiteral.NeedsJson(task))
        {
            command.AddExpression("Settings", ScriptLiteral.Quote(task.ToJsonString()));
        }
        else
        {
            AddKind(command, task, allowsUnknown);
            AddShared(command, task);
            command.AddSettings(task);
        }

        return allowsUnknown ? $"{command} -AllowUnknownField" : $"{command}";
    }

    private static void AddKind(ScriptCommand command, JsonObject task, bool allowsUnknown)
    {
        if (task["for_each_task"] is JsonObject { } loop)
        {
            AddLoop(command, task, loop, allowsUnknown);
            return;
        }

        foreach (KeyValuePair<string, (string Field, string Parameter, bool IsRequired)[]> kind in s_kinds)
        {
            if (task[kind.Key] is JsonObject fields)
            {
                AddFields(command, fields, kind.Value);
                if (fields.Count == 0) task.Remove(kind.Key);
                return;
            }
        }
    }

    private static void AddFields(
        ScriptCommand command,
        JsonObject fields,
        (string Field, string Parameter, bool IsRequired)[] parameters)
    {
        bool isDefined = parameters.All(one => !one.IsRequired || IsGiven(fields[one.Field]));
        if (!isDefined) return;
        var used = new HashSet<string>();
        foreach ((string field, string parameter, _) in parameters)
        {
            // A wheel can have both kinds of parameters.
            if (IsGiven(fields[field]) && used.Add(parameter))
            {
                command.Move(fields, field, parameter);
            }
        }
    }

    private static void AddLoop(ScriptCommand command, JsonObject task, JsonObject loop, bool allowsUnknown)
    {
        if (loop["task"] is not JsonObject nested || !IsGiven(loop["inputs"])) return;
        command.Move(loop, "inputs", "ForEach");
        command.AddExpression("Do", $"({Of(nested, command.Level, allowsUnknown)})");
        loop.Remove("task");
        command.MoveNumber(loop, "concurrency", "Concurrency", min: 1, max: 100);
        if (loop.Count == 0) task.Remove("for_each_task");
    }

    private static void AddShared(ScriptCommand command, JsonObject task)
    {
        AddDependencies(command, task);
        command.Move(task, "run_if", "RunIf");
        command.Move(task, "job_cluster_key", "JobClusterKey");
        command.Move(task, "existing_cluster_id", "ExistingClusterId");
        command.Move(task, "environment_key", "EnvironmentKey");
        command.Move(task, "new_cluster", "NewCluster");
        command.Move(task, "libraries", "Library");
        command.MoveNumber(task, "timeout_seconds", "TimeoutSeconds", min: 0);
        command.MoveNumber(task, "max_retries", "MaxRetries", min: -1);
        command.MoveSwitch(task, "retry_on_timeout", "RetryOnTimeout");
        command.Move(task, "description", "Description");
        command.Move(task, "email_notifications", "EmailNotification");
        command.Move(task, "webhook_notifications", "WebhookNotification");
        command.Move(task, "health", "Health");
        command.MoveSwitch(task, "disabled", "Disabled");
    }

    private static void AddDependencies(ScriptCommand command, JsonObject task)
    {
        if (task["depends_on"] is not JsonArray { Count: > 0 } dependencies) return;
        string[] items = [.. dependencies.Select(one => DependencyOf(one, command.Level))];
        command.AddExpression("DependsOn", ScriptLiteral.OfList(items, command.Level));
        task.Remove("depends_on");
    }

    private static string DependencyOf(JsonNode? dependency, int level) =>
        dependency is JsonObject { Count: 1 } one && one["task_key"] is JsonValue key
            && key.GetValue<string>() is { } text && IsPlainKey(text)
            ? ScriptLiteral.Quote(text)
            : ScriptLiteral.Of(dependency, level);

    private static bool IsPlainKey(string key) =>
        key.Length > 0 && key.All(letter => char.IsLetterOrDigit(letter) || letter is '_' or '-');

    private static bool IsGiven(JsonNode? value) => value switch
    {
        null or JsonArray { Count: 0 } or JsonObject { Count: 0 } => false,
        JsonValue one => !one.TryGetValue(out string? text) || text!.Length > 0,
        _ => true,
    };
}
