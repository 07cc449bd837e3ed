using System.Collections;
using Databricks.Jobs.Definitions;
using Databricks.Jobs.Models;
using Databricks.Jobs.Serialization;

namespace Databricks.Jobs.PowerShell.Binding;

/// <summary>Converts the value of a parameter to a model.</summary>
internal static class ModelInputReader
{
    private const string SettingsName = "Settings";

    public static JobsModel Read(Type type, object? input, string path, InputOptions? options = null)
    {
        options ??= new InputOptions();
        object? value = input.Unwrap();
        JobsModel bound = New(type);
        if (bound is JobSettings or SubmitRun && value is string text)
        {
            value = JsonInputReader.IsObject(text) || path != SettingsName
                ? JsonInputReader.Read(text, path)
                : throw ModelBindingException.WrongType(
                    path,
                    text,
                    "a JSON object, which starts with a brace (for a name, use -Name; for a file, use -Path)");
        }

        if (bound is JobSettings && value is IDictionary entries)
        {
            return ReadSettings(entries, path, options);
        }

        JobsModel? read = null;
        BindIn(options, context => read = new BindingValue(value, path, context).Model(bound));
        if (read is null)
        {
            throw ModelBindingException.WrongType(path, value, $"a {type.Name}, a hashtable or a JSON string");
        }

        return value is JobsModel other && !ReferenceEquals(read, other) ? JobOrigin.Remember(read, other) : read;
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
    public static void Bind(JobsModel model, IDictionary entries, string path, InputOptions options) =>
        BindIn(options, context => ModelBinder.Bind(model, entries, path, context));

    private static void BindIn(InputOptions options, Action<BindingContext> bind)
    {
        var context = new BindingContext(options.AllowUnknownField);
        bind(context);
        options.Warn(context.UnknownFields);
    }

    private static JobSettings ReadSettings(IDictionary entries, string path, InputOptions options)
    {
        SettingsReadOptions settingsOptions = options.ToSettingsOptions();
        JobSettings settings = JobSettingsReader.Read(entries, path, settingsOptions);
        options.Warn(settingsOptions.UnknownFields);
        return settings;
    }
}
