using Databricks.Jobs.Models;
using Databricks.Jobs.Serialization;

namespace Databricks.Jobs.Definitions;

/// <summary>The paths of settings that jobs/update can remove, such as <c>schedule</c> and
/// <c>tasks/task_1</c>.</summary>
public static class RemovableFields
{
    private static readonly ModelShape s_settings = new JobSettings().Shape;

    /// <summary>The path as the service expects it; the name of a setting can be in either spelling.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="path"/> is null.</exception>
    public static string Normalize(string path)
    {
        ArgumentChecks.NotNull(path, nameof(path));
        string[] parts = path.Split(['/'], 2);
        return Find(parts[0]) is { } field ? string.Join("/", [field.Name, .. parts.Skip(1)]) : path;
    }

    /// <summary>The paths that can be removed from settings: those that are set, and the items of lists with keys.
    /// </summary>
    /// <param name="settings">The settings; null for the names of all settings.</param>
    internal static IEnumerable<string> Of(JobSettings? settings) => settings is null
        ? s_settings.Fields.Select(field => field.Name)
        : s_settings.Fields
            .Where(field => field.Get(settings) is not null)
            .SelectMany(field => SettingsMerge.KeysOf(field, settings)
                .Select(key => $"{field.Name}/{key}")
                .Prepend(field.Name));

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
            string[] names = [.. s_settings.Fields.Select(one => one.Name)];
            return NameMatcher.Nearest(parts[0], names) is { } nearest
                ? $"a job has no setting '{parts[0]}'; did you mean {nearest}?"
                : $"a job has no setting '{parts[0]}'; it has {string.Join(", ", names)}.";
        }

        if (parts.Length > 2 || (parts.Length == 2 && (field.Kind != FieldKind.Models || parts[1].Length == 0)))
        {
            return $"'{path}' is inside a setting; only complete settings and items of a list can be removed, "
                + "such as schedule and tasks/task_1.";
        }

        bool isGiven = parts.Length == 1 && given?.GetField(s_settings.IndexOf(field.Name)) is not null;
        return isGiven ? $"{field.Name} is both set and removed; keep one of the two." : null;
    }

    private static FieldShape? Find(string name) =>
        s_settings.IndexOf(name) is >= 0 and int index ? s_settings.Fields[index] : null;
}
