using Databricks.Jobs.Definitions;
using Databricks.Jobs.Models;

namespace Databricks.Jobs.LocalWorkspace.Domain;

/// <summary>A partial update (jobs/update).</summary>
internal static class SettingsPatch
{
    public static JobSettings Apply(JobSettings current, JobSettings? changes, List<string>? removals)
    {
        JobSettings settings = current.Copy();
        foreach (string path in removals ?? [])
        {
            if (!SettingsMerge.Remove(settings, path))
            {
                throw RejectedException.InvalidParameter(
                    $"Invalid field to remove: {path}. Nested fields cannot be removed.");
            }
        }

        if (changes is not null) SettingsMerge.Apply(settings, changes);
        return settings;
    }
}
