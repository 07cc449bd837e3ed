using System.Collections;
using System.Collections.Specialized;
using Databricks.Jobs.Definitions.Files;
using Databricks.Jobs.Models;
using Databricks.Jobs.Serialization;

namespace Databricks.Jobs.Definitions;

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

    public static JobSettings Read(IDictionary entries, string path, SettingsReadOptions options)
    {
        // A whole job, such as from Get-DbxJob | ConvertTo-Json, contains its settings.
        if (entries.Find("settings") is { } settings && entries.Find("job_id") is not null)
        {
            return ReadInner(settings, Join(path, "settings"), options);
        }

        return entries.Find("new_settings") is { } newSettings && entries.Keys.OfType<string>().All(IsRequestField)
            ? ReadRequest(entries, newSettings, path, options)
            : ReadSettings(entries, path, options);
    }

    private static JobSettings ReadInner(object settings, string path, SettingsReadOptions options) =>
        ValueUnwrapper.Unwrap(settings) switch
        {
            IDictionary entries => ReadSettings(entries, path, options),
            JobSettings model => model,
            var other => throw ModelBindingException.WrongType(path, other, "an object with the settings"),
        };

    private static JobSettings ReadSettings(IDictionary entries, string path, SettingsReadOptions options)
    {
        var others = new OrderedDictionary(StringComparer.Ordinal);
        object? accessControlList = null;
        foreach (DictionaryEntry entry in entries)
        {
            if (entry.Key is string key && NameMatcher.AreSame(key, AccessControlList))
            {
                accessControlList = entry.Value;
            }
            else if (entry.Key is not DefinitionText.SchemaKey)
            {
                others.Add(entry.Key, entry.Value);
            }
        }

        var model = new JobSettings();
        Bind(model, ToJobFormat(others, path, options), path, options);
        AddAccessControlList(model, accessControlList, path, options);
        return model;
    }

    // The body of jobs/reset or jobs/update.
    private static JobSettings ReadRequest(
        IDictionary entries,
        object newSettings,
        string path,
        SettingsReadOptions options) =>
        ValueUnwrapper.Unwrap(entries.Find("fields_to_remove")) is not (null or ICollection { Count: 0 })
            ? throw ModelBindingException.Wrong(
                Join(path, "fields_to_remove"),
                $"the settings cannot contain this; {options.Advice.FieldsToRemove}.")
            : ReadInner(newSettings, Join(path, "new_settings"), options);

    private static bool IsRequestField(string key) => NameMatcher.AreSame(key, "job_id")
        || NameMatcher.AreSame(key, "new_settings")
        || NameMatcher.AreSame(key, "fields_to_remove");

    private static void AddAccessControlList(JobSettings model, object? value, string path, SettingsReadOptions options)
    {
        if (value is null)
        {
            return;
        }

        BindingContext context = options.CreateContext();
        List<JobAccessControlRequest>? permissions = new BindingValue(value, Join(path, AccessControlList), context)
            .Models(static () => new JobAccessControlRequest());
        options.UnknownFields.AddRange(context.UnknownFields);
        if (permissions is null)
        {
            return;
        }

        model.GetAdditionalProperties()[AccessControlList] = UntypedJson.ToElement(permissions, path);
    }

    // In API 2.0, the fields of the only task are those of the job.
    private static OrderedDictionary ToJobFormat(OrderedDictionary entries, string path, SettingsReadOptions options)
    {
        string[] ofTask = [.. entries.Keys.OfType<string>().Where(IsOnlyOfTask)];
        if (entries.Find("tasks") is not null || !ofTask.Any(IsSignOfSingleTask))
        {
            return entries;
        }

        if (!options.ConvertSingleTask)
        {
            throw ModelBindingException.Wrong(
                Join(path, ofTask.First(IsSignOfSingleTask)),
                "this is the format of API 2.0, with the only task of the job in its settings. Put "
                    + $"{string.Join(", ", ofTask)} into an item of tasks, or {options.Advice.ConvertSingleTask}.");
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

    private static void Bind(JobSettings model, IDictionary entries, string path, SettingsReadOptions options)
    {
        BindingContext context = options.CreateContext();
        ModelBinder.Bind(model, entries, path, context);
        options.UnknownFields.AddRange(context.UnknownFields);
    }

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";
}
