using System.Collections;
using Databricks.Jobs.Definitions;
using Databricks.Jobs.Models;
using Databricks.Jobs.Models.Clusters;
using Databricks.Jobs.Serialization;

namespace Databricks.Jobs.PowerShell.Binding;

/// <summary>Converts the value of a parameter to a model.</summary>
internal static class ModelInputReader
{
    public static JobsModel Read(Type type, object? input, string path)
    {
        object? value = input.Unwrap();
        switch (value)
        {
            case JobsModel model when type.IsInstanceOfType(model):
                return model;
            case JobsModel other when Related(other, type) is { } related:
                // The API has types with the same fields, such as the settings of a job and the request that creates
                // it.
                JobsModel twin = related.CopyTo(New(type));
                return JobOrigin.Remember(twin, other);
            case string text when !text.TrimStart().StartsWith("{", StringComparison.Ordinal)
                && FromShorthand(type, text) is { } small:
                return small;
            case string text:
                return Bind(type, JsonInputReader.Read(text, New(type), path), path);
            case IDictionary entries:
                return Bind(type, entries, path);
            default:
                throw ModelBindingException.WrongType(path, value, $"a {type.Name}, a hashtable or a JSON string");
        }
    }

    /// <summary>Reads one or more values as an array of models.</summary>
    public static Array ReadMany(Type type, object input, string path)
    {
        object?[] items = ToItems(input);
        var models = Array.CreateInstance(type, items.Length);
        for (int i = 0; i < items.Length; i++)
        {
            models.SetValue(Read(type, items[i], $"{path}[{i}]"), i);
        }

        return models;
    }

    /// <summary>The items of a list; any other value is the only item.</summary>
    public static object?[] ToItems(object input) =>
        input is IEnumerable list and not (string or IDictionary or JobsModel) ? [.. list.Cast<object?>()] : [input];

    /// <summary>Creates an empty model.</summary>
    public static JobsModel New(Type type) => (JobsModel)Activator.CreateInstance(type)!;

    private static JobsModel Bind(Type type, IDictionary entries, string path)
    {
        JobsModel model = New(type);
        // A whole job, such as from Get-DbxJob | ConvertTo-Json, contains its settings.
        if (model is JobSettings && entries.Find("settings") is { } settings && entries.Find("job_id") is not null)
        {
            return Read(type, settings, $"{path}.settings");
        }

        ModelBinder.Bind(model, entries, path);
        return model;
    }

    private static JobsModel? FromShorthand(Type type, string text) =>
        type == typeof(TaskDependency) ? Shorthand.Dependency(text)
        : type == typeof(Library) ? Shorthand.Library(text)
        : type == typeof(InitScriptInfo) ? Shorthand.InitScript(text)
        : null;

    private static JobsModel? Related(JobsModel model, Type type) => model switch
    {
        Job job when type == typeof(JobSettings) => job.Settings,
        BaseJob job when type == typeof(JobSettings) => job.Settings,
        CreateJob when type == typeof(JobSettings) => model,
        Models.Task when type == typeof(SubmitTask) => model,
        SubmitTask when type == typeof(Models.Task) => model,
        _ => null,
    };
}
