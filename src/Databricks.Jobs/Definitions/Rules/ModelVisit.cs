using System.Collections;
using Databricks.Jobs.Models;
using Databricks.Jobs.Serialization;

namespace Databricks.Jobs.Definitions.Rules;

/// <summary>A model in a definition.</summary>
/// <param name="Model">The model.</param>
/// <param name="Path">Its path; empty for the definition itself.</param>
internal readonly record struct ModelVisit(JobsModel Model, string Path)
{
    /// <summary>The model and all models in it, each before those that it contains.</summary>
    public static IReadOnlyList<ModelVisit> All(JobsModel model, string path = "")
    {
        var visits = new List<ModelVisit>();
        Visit(model, path, visits);
        return visits;
    }

    /// <summary>The path of a member.</summary>
    public string PathOf(string name) => Path.Length == 0 ? name : $"{Path}.{name}";

    /// <summary>The fields of the model that have a value or need one.</summary>
    public IEnumerable<FieldVisit> Fields()
    {
        foreach (FieldShape field in Model.Shape.All)
        {
            object? value = field.Get(Model);
            if (value is not null || field.Required)
            {
                yield return new FieldVisit(this, field, value);
            }
        }
    }

    private static void Visit(JobsModel model, string path, List<ModelVisit> visits)
    {
        var visit = new ModelVisit(model, path);
        visits.Add(visit);
        foreach (FieldVisit field in visit.Fields())
        {
            switch (field.Value)
            {
                case JobsModel child:
                    Visit(child, field.Path, visits);
                    break;
                case IDictionary map:
                    foreach (DictionaryEntry entry in map)
                    {
                        if (entry.Value is JobsModel item)
                        {
                            Visit(item, $"{field.Path}.{entry.Key}", visits);
                        }
                    }

                    break;
                case IList list:
                    for (int i = 0; i < list.Count; i++)
                    {
                        if (list[i] is JobsModel item)
                        {
                            Visit(item, $"{field.Path}[{i}]", visits);
                        }
                    }

                    break;
            }
        }
    }
}
