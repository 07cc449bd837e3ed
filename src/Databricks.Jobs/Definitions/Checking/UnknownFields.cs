using System.Collections;
using Databricks.Jobs.Models;

namespace Databricks.Jobs.Definitions;

/// <summary>Finds fields that this version does not know.</summary>
internal static class UnknownFields
{
    /// <summary>Whether a definition or a part of it has an unknown field.</summary>
    /// <param name="model">The definition.</param>
    /// <param name="except">A field that does not count.</param>
    public static bool AreIn(JobsModel model, string? except = null) =>
        (model.HasAdditionalProperties && model.GetAdditionalProperties().Keys.Any(name => name != except))
        || model.Shape.All.Any(field => AreInValue(field.Get(model)));

    private static bool AreInValue(object? value) => value switch
    {
        JobsModel inner => AreIn(inner),
        IDictionary entries => entries.Values.OfType<JobsModel>().Any(inner => AreIn(inner)),
        IList items => items.OfType<JobsModel>().Any(inner => AreIn(inner)),
        _ => false,
    };
}
