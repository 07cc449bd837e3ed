using Databricks.Jobs.Models;
using Databricks.Jobs.Serialization;

namespace Databricks.Jobs.Definitions;

/// <summary>The paths of settings that jobs/update removes, such as <c>schedule</c> and <c>tasks/task_1</c>.</summary>
public static class RemovableFields
{
    private static readonly ModelShape Settings = new JobSettings().Shape;

    /// <summary>A path as the service has it: the name of a setting may be given in either spelling.</summary>
    public static string Normalize(string path)
    {
        ArgumentChecks.NotNull(path, nameof(path));
        string[] parts = path.Split(['/'], 2);
        return Find(parts[0]) is { } field ? string.Join("/", [field.Name, .. parts.Skip(1)]) : path;
    }

    internal static IEnumerable<DefinitionProblem> Check(UpdateJob request)
    {
        for (int i = 0; i < request.FieldsToRemove?.Count; i++)
        {
            if (Problem(request.FieldsToRemove[i], request.NewSettings) is { } message)
            {
                yield return new DefinitionProblem($"fields_to_remove[{i}]", message);
            }
        }
    }

    private static string? Problem(string path, JobSettings? given)
    {
        string[] parts = path.Split('/');
        if (Find(parts[0]) is not { } field)
        {
            string[] names = [.. Settings.Fields.Select(one => one.Name)];
            return Names.Nearest(parts[0], names) is { } nearest
                ? $"a job has no setting '{parts[0]}'; did you mean {nearest}?"
                : $"a job has no setting '{parts[0]}'; it has {string.Join(", ", names)}.";
        }

        if (parts.Length > 2 || (parts.Length == 2 && (field.Kind != FieldKind.Models || parts[1].Length == 0)))
        {
            return $"'{path}' leads into a setting; only whole settings and items of a list can go, "
                + "as in schedule and tasks/task_1.";
        }

        bool isGiven = parts.Length == 1 && given?.GetField(Settings.IndexOf(field.Name)) is not null;
        return isGiven ? $"{field.Name} is both set and removed; do one of the two." : null;
    }

    private static FieldShape? Find(string name) =>
        Settings.IndexOf(name) is >= 0 and int index ? Settings.Fields[index] : null;
}
