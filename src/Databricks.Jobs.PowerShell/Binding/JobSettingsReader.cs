using System.Collections;
using System.Collections.Specialized;
using Databricks.Jobs.Models;
using Databricks.Jobs.Serialization;

namespace Databricks.Jobs.PowerShell.Binding;

/// <summary>Reads the settings of a job from the forms that they have in requests, in responses and in the web
/// interface.</summary>
internal static class JobSettingsReader
{
    /// <summary>The field of jobs/create that the settings of a job do not have. It is kept as an additional property.
    /// </summary>
    public const string AccessControlList = "access_control_list";

    private const string OnlyTaskKey = "main";

    private static readonly ModelShape s_settingsShape = new JobSettings().Shape;
    private static readonly ModelShape s_taskShape = new Models.Task().Shape;

    public static JobsModel Read(IDictionary entries, string path, InputOptions options)
    {
        // A whole job, such as from Get-DbxJob | ConvertTo-Json, contains its settings.
        if (entries.Find("settings") is { } settings && entries.Find("job_id") is not null)
        {
            return ReadInner(settings, $"{path}.settings", options);
        }

        return entries.Find("new_settings") is { } newSettings && entries.Keys.OfType<string>().All(IsRequestField)
            ? ReadRequest(entries, newSettings, path, options)
            : ReadSettings(entries, path, options);
    }

    private static JobsModel ReadInner(object settings, string path, InputOptions options) =>
        settings.Unwrap() is IDictionary entries
            ? ReadSettings(entries, path, options)
            : ModelInputReader.Read(typeof(JobSettings), settings, path, options);

    private static JobSettings ReadSettings(IDictionary entries, string path, InputOptions options)
    {
        var others = new OrderedDictionary(StringComparer.Ordinal);
        object? accessControlList = null;
        foreach (DictionaryEntry entry in entries)
        {
            if (entry.Key is string key && NameMatcher.AreSame(key, AccessControlList))
            {
                accessControlList = entry.Value;
            }
            else
            {
                others.Add(entry.Key, entry.Value);
            }
        }

        var model = new JobSettings();
        ModelInputReader.Bind(model, ToJobFormat(others, path, options), path, options);
        AddAccessControlList(model, accessControlList, path, options);
        return model;
    }

    // The body of jobs/reset or jobs/update.
    private static JobsModel ReadRequest(IDictionary entries, object newSettings, string path, InputOptions options) =>
        entries.Find("fields_to_remove").Unwrap() is not (null or ICollection { Count: 0 })
            ? throw ModelBindingException.Wrong(
                $"{path}.fields_to_remove",
                "the settings cannot contain this; use Update-DbxJob with -FieldsToRemove.")
            : ReadInner(newSettings, $"{path}.new_settings", options);

    private static bool IsRequestField(string key) => NameMatcher.AreSame(key, "job_id")
        || NameMatcher.AreSame(key, "new_settings")
        || NameMatcher.AreSame(key, "fields_to_remove");

    private static void AddAccessControlList(JobSettings model, object? value, string path, InputOptions options)
    {
        if (value.Unwrap() is not { } list)
        {
            return;
        }

        var permissions = (JobAccessControlRequest[])ModelInputReader.ReadMany(
            typeof(JobAccessControlRequest), list, $"{path}.{AccessControlList}", options);
        model.GetAdditionalProperties()[AccessControlList] = UntypedJson.ToElement(permissions, path);
    }

    // In API 2.0, the fields of the only task are those of the job.
    private static OrderedDictionary ToJobFormat(OrderedDictionary entries, string path, InputOptions options)
    {
        string[] ofTask = [.. entries.Keys.OfType<string>().Where(IsOnlyOfTask)];
        if (entries.Find("tasks") is not null || !ofTask.Any(IsSignOfSingleTask))
        {
            return entries;
        }

        if (!options.ConvertSingleTask)
        {
            throw ModelBindingException.Wrong(
                $"{path}.{ofTask.First(IsSignOfSingleTask)}",
                "this is the format of API 2.0, with the only task of the job in its settings. Put "
                    + $"{string.Join(", ", ofTask)} into an item of tasks, or use -ConvertSingleTask.");
        }

        var task = new OrderedDictionary(StringComparer.Ordinal) { ["task_key"] = OnlyTaskKey };
        foreach (string key in ofTask)
        {
            task.Add(key, entries[key]);
            entries.Remove(key);
        }

        foreach (string key in entries.Keys.OfType<string>().Where(key => NameMatcher.AreSame(key, "format")).ToArray())
        {
            entries.Remove(key);
        }

        entries.Add("tasks", new object[] { task });
        return entries;
    }

    private static bool IsOnlyOfTask(string key) => s_taskShape.IndexOf(key) >= 0 && s_settingsShape.IndexOf(key) < 0;

    private static bool IsSignOfSingleTask(string key) =>
        s_taskShape.TaskKinds.Any(kind => NameMatcher.AreSame(kind.Name, key))
        || NameMatcher.AreSame(key, "new_cluster")
        || NameMatcher.AreSame(key, "existing_cluster_id");
}
