using Databricks.Jobs.Serialization;

namespace Databricks.Jobs.Definitions.Rules;

/// <summary>Finds fields that the service still accepts, but replaced.</summary>
internal static class DeprecatedRules
{
    // Older names of fields with the same value.
    private static readonly (string Shape, string Old, string New)[] s_renamed =
    [
        ("Environment", "client", "environment_version"),
        ("TriggerSettings", "table", "table_update"),
    ];

    public static IEnumerable<DefinitionProblem> Check(JobCheck check) => check.Fields
        .Where(static visit => visit.Field.Deprecated is not null && visit.HasContent)
        .Select(static visit => new DefinitionProblem(visit.Path, $"is deprecated. {visit.Field.Deprecated}")
        {
            Fix = Renamed(visit),
        });

    private static DefinitionFix? Renamed(FieldVisit visit)
    {
        ModelShape shape = visit.Owner.Model.Shape;
        string? name = s_renamed
            .Where(one => one.Shape == shape.Name && one.Old == visit.Field.Name)
            .Select(static one => one.New)
            .FirstOrDefault();
        return name is not null && shape.Fields[shape.IndexOf(name)].Get(visit.Owner.Model) is null
            ? new DefinitionFix(visit.Field.Name, name, IsKey: true)
            : null;
    }
}
