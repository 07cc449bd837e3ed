using System.Collections;
using Databricks.Jobs.Models;
using Databricks.Jobs.Serialization;

namespace Databricks.Jobs.PowerShell.Binding;

/// <summary>Turns what a user gave for a bag of settings into the model.</summary>
internal static class ModelInput
{
    public static JobsModel Read(Type type, object? input, string path)
    {
        object? value = ModelBinder.Unwrap(input);
        switch (value)
        {
            case JobsModel model when type.IsInstanceOfType(model):
                return model;
            case JobsModel other when Related(other) is { } related:
                // The API has near twins (a job's settings and the request that creates it): the fields are the same.
                JobsModel twin = ModelJson.ReadInto(New(type), related.ToUtf8Json(), new ModelReadContext(strict: false));
                return JobOrigin.Note(twin, other);
            case string text:
                return Bind(type, JsonText.Read(text, New(type), path), path);
            case IDictionary entries:
                return Bind(type, entries, path);
            default:
                throw ModelBindingException.WrongType(path, value, $"a {type.Name}, a hashtable or JSON text");
        }
    }

    private static JobsModel Bind(Type type, IDictionary entries, string path)
    {
        JobsModel model = New(type);
        // A job that was written down as a whole, as Get-DbxJob | ConvertTo-Json does, has its settings inside.
        if (model is JobSettings && Find(entries, "settings") is { } settings && Find(entries, "job_id") is not null)
        {
            return Read(type, settings, $"{path}.settings");
        }

        ModelBinder.Bind(model, entries, path);
        return model;
    }

    private static object? Find(IDictionary entries, string name) => entries.Keys
        .OfType<string>()
        .Where(key => Names.AreSame(key, name))
        .Select(key => entries[key])
        .FirstOrDefault();

    private static JobsModel? Related(JobsModel model) => model switch
    {
        Job job => job.Settings,
        BaseJob job => job.Settings,
        JobSettings or CreateJob or SubmitRun or Models.Task or SubmitTask => model,
        _ => null,
    };

    private static JobsModel New(Type type) => (JobsModel)Activator.CreateInstance(type)!;
}
