using Databricks.Jobs.Models;
using Databricks.Jobs.Serialization;

namespace Databricks.Jobs.Definitions.Rules;

/// <summary>Finds fields of one object that exclude each other.</summary>
internal static class ExclusiveFields
{
    // The object, its fields and the reason.
    private static readonly (string Shape, string[] Fields, string Reason)[] s_groups =
    [
        (nameof(JobSettings), ["schedule", "trigger", "continuous"], "a job starts in one way"),
        (nameof(TriggerSettings), ["file_arrival", "model", "periodic", "table_update", "table"],
            "a trigger has one kind of event"),
        (nameof(GitSource), ["git_branch", "git_tag", "git_commit"], "a run uses one version of the repository"),
        (nameof(JobRunAs), ["user_name", "service_principal_name", "group_name"], "a job runs as one identity"),
        (nameof(SqlTask), ["query", "file", "alert", "dashboard"], "a SQL task does one thing"),
        (nameof(PythonWheelTask), ["parameters", "named_parameters"], "a package gets one kind of arguments"),
        (nameof(Models.Task), ["environment_key", "libraries"],
            "the packages of a serverless task are the dependencies of its environment"),
    ];

    public static IEnumerable<DefinitionProblem> Check(JobCheck check) => check.Models.SelectMany(Check);

    private static IEnumerable<DefinitionProblem> Check(ModelVisit visit) => s_groups
        .Where(group => group.Shape == visit.Model.Shape.Name)
        .Select(group => (Set: SetFields(visit, group.Fields), group.Reason))
        .Where(static group => group.Set.Length > 1)
        .Select(group => new DefinitionProblem(
            visit.Path,
            $"{string.Join(" and ", group.Set)} cannot be combined: {group.Reason}. Keep one of them."));

    private static string[] SetFields(ModelVisit visit, string[] names) =>
        [.. names.Where(name => Visit(visit, name).HasContent)];

    private static FieldVisit Visit(ModelVisit visit, string name)
    {
        FieldShape field = visit.Model.Shape.Fields[visit.Model.Shape.IndexOf(name)];
        return new FieldVisit(visit, field, field.Get(visit.Model));
    }
}
