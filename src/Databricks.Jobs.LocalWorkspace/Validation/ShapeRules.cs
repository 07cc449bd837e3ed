using System.Collections;
using Databricks.Jobs.Definitions;
using Databricks.Jobs.LocalWorkspace.Domain;
using Databricks.Jobs.Models;
using Databricks.Jobs.Serialization;

namespace Databricks.Jobs.LocalWorkspace.Validation;

/// <summary>
/// The rules of the schema for single fields: allowed values, required fields, lengths, ranges and patterns.
/// </summary>
internal static class ShapeRules
{
    public static void Check(JobsModel model)
    {
        CheckKnownValues(model, "");
        foreach (DefinitionProblem problem in SchemaRules.Check(model))
        {
            throw RejectedException.InvalidParameter($"Invalid value for {problem.Path}: it {problem.Message}");
        }
    }

    private static void CheckKnownValues(JobsModel model, string path)
    {
        IReadOnlyList<FieldShape> fields = model.Shape.Fields;
        for (int i = 0; i < fields.Count; i++)
        {
            string name = path.Length == 0 ? fields[i].Name : $"{path}.{fields[i].Name}";
            switch (model.GetField(i))
            {
                case string text when fields[i].KnownValues is { } known && known.Find(text) is null:
                    throw RejectedException.InvalidParameter(
                        $"Invalid value for {name}: '{text}'. Allowed values are {string.Join(", ", known.Values)}.");
                case JobsModel child:
                    CheckKnownValues(child, name);
                    break;
                case IList items:
                    for (int j = 0; j < items.Count; j++)
                    {
                        if (items[j] is JobsModel item) CheckKnownValues(item, $"{name}[{j}]");
                    }

                    break;
            }
        }
    }
}
