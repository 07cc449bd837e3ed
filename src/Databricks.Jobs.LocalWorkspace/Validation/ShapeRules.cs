using System.Collections;
using Databricks.Jobs.Definitions;
using Databricks.Jobs.LocalWorkspace.Http;
using Databricks.Jobs.Models;

namespace Databricks.Jobs.LocalWorkspace.Validation;

/// <summary>What the schema says of single fields: known words, required, lengths, ranges, patterns.</summary>
internal static class ShapeRules
{
    public static void Check(JobsModel model)
    {
        CheckKnownValues(model, "");
        foreach (var problem in SchemaRules.Check(model))
        {
            throw ApiException.InvalidParameter($"Invalid value for {problem.Path}: it {problem.Message}");
        }
    }

    private static void CheckKnownValues(JobsModel model, string path)
    {
        var fields = model.Shape.Fields;
        for (var i = 0; i < fields.Count; i++)
        {
            var name = path.Length == 0 ? fields[i].Name : $"{path}.{fields[i].Name}";
            switch (model.GetField(i))
            {
                case string text when fields[i].Words is { } known && known.Find(text) is null:
                    throw ApiException.InvalidParameter(
                        $"Invalid value for {name}: '{text}'. Allowed values are {string.Join(", ", known.Words)}.");
                case JobsModel child:
                    CheckKnownValues(child, name);
                    break;
                case IList items:
                    for (var j = 0; j < items.Count; j++)
                    {
                        if (items[j] is JobsModel item) CheckKnownValues(item, $"{name}[{j}]");
                    }

                    break;
            }
        }
    }
}
