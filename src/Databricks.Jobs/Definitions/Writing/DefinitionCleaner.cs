using System.Collections;
using System.Text.Json;
using Databricks.Jobs.Models;
using Databricks.Jobs.Serialization;

namespace Databricks.Jobs.Definitions;

/// <summary>Removes what the service added to a definition.</summary>
/// <param name="defaults">What the service uses where the definition has no value.</param>
internal sealed class DefinitionCleaner(ServiceDefaults defaults)
{
    /// <summary>A copy of the definition without values that mean the same as none, and without fields that only the
    /// service sets.</summary>
    public static JobSettings Clean(JobSettings settings)
    {
        JobSettings copy = settings.Copy();
        new DefinitionCleaner(new ServiceDefaults(copy.GitSource is not null, isStored: false)).Clean((JobsModel)copy);
        return copy;
    }

    private void Clean(JobsModel model)
    {
        foreach (ComparedField compared in ComparedField.Of(model.Shape))
        {
            if (compared.Field.Get(model) is { } value && IsRedundant(compared, value))
            {
                compared.Field.Clear(model);
            }
        }

        if (model.HasAdditionalProperties)
        {
            IDictionary<string, JsonElement> others = model.GetAdditionalProperties();
            foreach (string name in others.Keys.Where(name => ReadOnlyFields.Contains(model.Shape, name)).ToArray())
            {
                others.Remove(name);
            }
        }
    }

    private bool IsRedundant(ComparedField compared, object value)
    {
        switch (value)
        {
            case JobsModel inner:
                Clean(inner);
                return compared.IsReadOnly || (compared.IsMeaninglessIfEmpty && inner.IsEmpty());
            case IDictionary entries:
                CleanAll(entries.Values);
                break;
            case IList items:
                CleanAll(items);
                break;
        }

        return compared.IsReadOnly || defaults.Has(compared, value);
    }

    private void CleanAll(IEnumerable values)
    {
        foreach (JobsModel model in values.OfType<JobsModel>())
        {
            Clean(model);
        }
    }
}
