using System.Collections;
using System.Text;
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
                return ModelJson.ReadInto(New(type), related.ToUtf8Json(), new ModelReadContext(strict: false));
            case string text:
                return ModelJson.ReadInto(New(type), Encoding.UTF8.GetBytes(text), new ModelReadContext(strict: true));
            case IDictionary entries:
                JobsModel bound = New(type);
                ModelBinder.Bind(bound, entries, path);
                return bound;
            default:
                throw ModelBindingException.WrongType(path, value, $"a {type.Name}, a hashtable or JSON text");
        }
    }

    private static JobsModel? Related(JobsModel model) => model switch
    {
        Job job => job.Settings,
        BaseJob job => job.Settings,
        JobSettings or CreateJob or SubmitRun or Models.Task or SubmitTask => model,
        _ => null,
    };

    private static JobsModel New(Type type) => (JobsModel)Activator.CreateInstance(type)!;
}
