using Databricks.Jobs.Definitions;
using Databricks.Jobs.Models;
using Databricks.Jobs.Permissions;
using Databricks.Jobs.PowerShell.Binding;
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
}
