using Databricks.Jobs.Models;

namespace Databricks.Jobs.LocalWorkspace.Domain;

/// <summary>Deep copies, also to another type of the API with the same fields.</summary>
internal static class ModelCloner
{
    public static T Clone<T>(JobsModel model)
        where T : JobsModel, new() =>
        model.CopyTo(new T());

    public static IReadOnlyList<T> GetPage<T>(List<T> items, int start, int size) =>
        items.GetRange(Math.Min(start, items.Count), Math.Max(0, Math.Min(size, items.Count - start)));
}
