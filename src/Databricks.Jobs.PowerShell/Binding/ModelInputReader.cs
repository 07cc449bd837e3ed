using System.Collections;
using Databricks.Jobs.Definitions;
using Databricks.Jobs.Models;
using Databricks.Jobs.Models.Clusters;
using Databricks.Jobs.Serialization;

namespace Databricks.Jobs.PowerShell.Binding;

/// <summary>Converts the value of a parameter to a model.</summary>
internal static class ModelInputReader
{
    public static JobsModel Read(Type type, object? input, string path, InputOptions? options = null)
    {
        options ??= new InputOptions();
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
                return Read(type, JsonInputReader.Read(text, New(type), path), path, options);
            case IDictionary entries when type == typeof(JobSettings):
                return ReadSettings(entries, path, options);
            case IDictionary entries:
                JobsModel bound = New(type);
                Bind(bound, entries, path, options);
                return bound;
            default:
                throw ModelBindingException.WrongType(path, value, $"a {type.Name}, a hashtable or a JSON string");
        }
    }

    /// <summary>Reads one or more values as an array of models.</summary>
    public static Array ReadMany(Type type, object input, string path, InputOptions? options = null)
    {
        object?[] items = ToItems(input, path);
        var models = Array.CreateInstance(type, items.Length);
        for (int i = 0; i < items.Length; i++)
        {
            models.SetValue(Read(type, items[i], $"{path}[{i}]", options), i);
        }

        return models;
    }

    /// <summary>The items of a list; any other value is the only item.</summary>
    /// <exception cref="ModelBindingException">The list has no count.</exception>
    public static object?[] ToItems(object input, string path)
    {
        if (input is not IEnumerable list || input is string or IDictionary or JobsModel)
        {
            return [input];
        }

        return CountedList.IsCounted(list)
            ? [.. list.Cast<object?>()]
            : throw ModelBindingException.WrongType(path, input, CountedList.Expected);
    }

    /// <summary>Creates an empty model.</summary>
    public static JobsModel New(Type type) => (JobsModel)Activator.CreateInstance(type)!;

    /// <summary>Sets the fields of a model.</summary>
    public static void Bind(JobsModel model, IDictionary entries, string path, InputOptions options)
    {
        var context = new BindingContext(options.AllowUnknownField);
        ModelBinder.Bind(model, entries, path, context);
        options.Warn(context.UnknownFields);
    }

    private static JobSettings ReadSettings(IDictionary entries, string path, InputOptions options)
    {
        SettingsReadOptions settingsOptions = options.ToSettingsOptions();
        JobSettings settings = JobSettingsReader.Read(entries, path, settingsOptions);
        options.Warn(settingsOptions.UnknownFields);
        return settings;
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
