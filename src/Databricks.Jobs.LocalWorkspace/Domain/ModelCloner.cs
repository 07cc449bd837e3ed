using Databricks.Jobs.Models;

namespace Databricks.Jobs.LocalWorkspace.Domain;

/// <summary>Deep copies, and the way from one object of the API to another with the same members.</summary>
internal static class ModelCloner
{
    public static T Clone<T>(JobsModel model)
        where T : JobsModel, new() =>
        model.CopyTo(new T());

    public static IReadOnlyList<T> GetPage<T>(List<T> items, int start, int size) =>
        items.GetRange(Math.Min(start, items.Count), Math.Max(0, Math.Min(size, items.Count - start)));
}
