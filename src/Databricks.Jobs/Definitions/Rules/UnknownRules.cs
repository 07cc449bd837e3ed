using Databricks.Jobs.Models;
using Databricks.Jobs.Serialization;

namespace Databricks.Jobs.Definitions.Rules;

/// <summary>Finds fields and values that this version does not know.</summary>
internal static class UnknownRules
{
    public static IEnumerable<DefinitionProblem> Fields(JobCheck check) => check.AllowsUnknown
        ? []
        : check.Models.Where(static visit => visit.Model.HasAdditionalProperties).SelectMany(FieldsOf);

    public static IEnumerable<DefinitionProblem> Values(JobCheck check) => check.AllowsUnknown
        ? []
        : check.Fields.Select(ValueOf).OfType<DefinitionProblem>();

    private static IEnumerable<DefinitionProblem> FieldsOf(ModelVisit visit) =>
        visit.Model.GetAdditionalProperties().Keys.Select(name =>
        {
            ModelShape shape = visit.Model.Shape;
            IEnumerable<string> unset = shape.Fields
                .Where(field => field.Get(visit.Model) is null)
                .Select(static field => field.Name);
            return Problem(ModelBindingException.UnknownField("", name, shape), visit.PathOf(name)) with
            {
                Fix = NameProblem.Fix(name, unset) is { } fix ? fix with { IsKey = true } : null,
            };
        });

    private static DefinitionProblem? ValueOf(FieldVisit field) =>
        field.Field.KnownValues is { } known && field.Value is string text && known.Find(text) is null
            ? Problem(ModelBindingException.UnknownValue("", text, known), field.Path) with
            {
                Fix = NameProblem.Fix(text, known.Values),
            }
            : null;

    private static DefinitionProblem Problem(Exception exception, string path) => new(path, exception.Message);
}
