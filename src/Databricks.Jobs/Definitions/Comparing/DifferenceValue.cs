using System.Collections;
using System.Text;
using System.Text.Json;
using Databricks.Jobs.Models;
using Databricks.Jobs.Secrets;
using Databricks.Jobs.Serialization;

namespace Databricks.Jobs.Definitions;

/// <summary>The values of differences, without secrets.</summary>
internal static class DifferenceValue
{
    /// <summary>A copy of the value in which secrets are redacted.</summary>
    /// <param name="value">A value of a model; null if there is none.</param>
    /// <param name="isSecret">Whether the name of the value suggests that it is a secret.</param>
    public static object? Of(object? value, bool isSecret) => value switch
    {
        null => null,
        JsonElement element => OfElement(element, isSecret),
        JobsModel model => OfModel(model),
        _ when isSecret => KnownSecrets.Placeholder,
        string text => Redact(text),
        List<string> texts => texts.ConvertAll(Redact),
        _ => value,
    };

    /// <summary>Whether the value of a field is a secret: by its own name, or by the name of the parameter.</summary>
    public static bool IsSecret(FieldShape field, JobsModel? owner) =>
        field.Secret || SecretNames.IsSecret(field.Name)
        || (field.Name is "value" or "default" && owner is not null && NameOf(owner) is { } name
            && SecretNames.IsSecret(name));

    private static string? NameOf(JobsModel owner) => owner switch
    {
        JobParameterDefinition parameter => parameter.Name,
        PythonOperatorTaskParameter parameter => parameter.Name,
        _ => null,
    };

    private static string Redact(string text) => SecretPatterns.Redact(SecretValues.Known.Redact(text));

    private static object? OfElement(JsonElement element, bool isSecret) => element.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => null,
        _ when isSecret => KnownSecrets.Placeholder,
        JsonValueKind.String => Redact(element.GetString()!),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number when element.TryGetInt64(out long number) => number,
        _ => new JsonRedactor(SecretValues.Known, hidesValues: false, level: 1)
            .Redact(Encoding.UTF8.GetBytes(element.GetRawText()), isWhole: true),
    };

    private static JobsModel OfModel(JobsModel model)
    {
        JobsModel copy = model.CopyTo((JobsModel)Activator.CreateInstance(model.GetType())!);
        RedactFields(copy);
        return copy;
    }

    private static void RedactFields(JobsModel model)
    {
        foreach (FieldShape field in model.Shape.All)
        {
            switch (field.Get(model))
            {
                case JobsModel inner:
                    RedactFields(inner);
                    break;
                case string text:
                    model.SetReference(field.Slot, IsSecret(field, model) ? KnownSecrets.Placeholder : Redact(text));
                    break;
                case List<string> texts:
                    model.SetReference(field.Slot, texts.ConvertAll(Redact));
                    break;
                case Dictionary<string, string> entries:
                    model.SetReference(field.Slot, entries.ToDictionary(
                        entry => entry.Key,
                        entry => SecretNames.IsSecret(entry.Key) ? KnownSecrets.Placeholder : Redact(entry.Value),
                        entries.Comparer));
                    break;
                case IDictionary models:
                    RedactAll(models.Values);
                    break;
                case IList models:
                    RedactAll(models);
                    break;
            }
        }
    }

    private static void RedactAll(IEnumerable models)
    {
        foreach (JobsModel model in models.OfType<JobsModel>())
        {
            RedactFields(model);
        }
    }
}
