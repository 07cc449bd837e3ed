using Databricks.Jobs.Definitions;
using Databricks.Jobs.Models;
using Databricks.Jobs.Permissions;
using Databricks.Jobs.Serialization;

namespace Databricks.Jobs.PowerShell.Commands.Base;

/// <summary>Adds permissions to the definitions of jobs, where files have them.</summary>
internal static class PermissionFields
{
    /// <summary>A copy of the settings with the permissions on the job itself, in a fixed order.</summary>
    public static JobSettings Add(JobSettings settings, IEnumerable<JobPermissionEntry> entries)
    {
        JobSettings copy = settings.Copy();
        JobAccessControlRequest[] requests =
        [
            .. entries.Where(entry => !entry.Inherited)
                .OrderBy(entry => entry.PrincipalType, StringComparer.Ordinal)
                .ThenBy(entry => entry.Principal, StringComparer.Ordinal)
                .Select(entry => entry.ToRequest()),
        ];
        copy.GetAdditionalProperties()[JobSettingsReader.AccessControlList] =
            UntypedJson.ToElement(requests, JobSettingsReader.AccessControlList);
        return copy;
    }

    /// <summary>The settings of a definition in a file, with its permissions.</summary>
    public static JobSettings SettingsOf(JobDefinition definition)
    {
        if (definition.AccessControlList is { } permissions)
        {
            definition.Settings.GetAdditionalProperties()[JobSettingsReader.AccessControlList] =
                UntypedJson.ToElement(permissions, JobSettingsReader.AccessControlList);
        }

        return definition.Settings;
    }

    /// <summary>Whether a definition has permissions.</summary>
    public static bool AreIn(JobSettings settings) => settings.HasAdditionalProperties
        && settings.GetAdditionalProperties().ContainsKey(JobSettingsReader.AccessControlList);

    /// <summary>The settings without permissions: a copy, if they have any.</summary>
    public static JobSettings Remove(JobSettings settings)
    {
        if (!AreIn(settings))
        {
            return settings;
        }

        JobSettings copy = settings.Copy();
        copy.GetAdditionalProperties().Remove(JobSettingsReader.AccessControlList);
        return copy;
    }
}
