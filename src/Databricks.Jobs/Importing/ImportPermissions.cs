using Databricks.Jobs.Definitions;
using Databricks.Jobs.Permissions;

namespace Databricks.Jobs.Importing;

/// <summary>The permissions of definitions and jobs. A job keeps its owner unless the definition names one.</summary>
internal static class ImportPermissions
{
    /// <summary>The permissions in a definition; none if it has none.</summary>
    public static IEnumerable<JobPermissionEntry> EntriesOf(JobDefinition definition) =>
        (definition.AccessControlList ?? []).Select(JobPermissionEntry.Of);

    /// <summary>The permissions that a job gets, without inherited ones.</summary>
    /// <param name="definition">The definition.</param>
    /// <param name="present">The permissions of the job.</param>
    public static List<JobPermissionEntry> Wanted(JobDefinition definition, IReadOnlyList<JobPermissionEntry> present)
    {
        List<JobPermissionEntry> wanted = JobPermissionRules.Read(EntriesOf(definition));
        if (!wanted.Exists(static entry => entry.IsOwner) && JobPermissionRules.FindOwner(present) is { } owner)
        {
            // A definition often gives CAN_MANAGE to the user who becomes the owner, who may do more.
            wanted.RemoveAll(owner.IsSamePrincipal);
            wanted.Add(owner);
        }

        // Names of principals are not case-sensitive.
        foreach (JobPermissionEntry entry in wanted)
        {
            entry.Principal = present.FirstOrDefault(entry.IsSamePrincipal)?.Principal ?? entry.Principal;
        }

        return wanted;
    }

    /// <summary>The permissions on the job itself, one for each principal.</summary>
    public static IEnumerable<JobPermissionEntry> Direct(IReadOnlyList<JobPermissionEntry> present)
    {
        JobPermissionEntry? owner = JobPermissionRules.FindOwner(present);
        return present.Where(entry => !entry.Inherited
            && (owner is null || ReferenceEquals(entry, owner) || !owner.IsSamePrincipal(entry)));
    }
}
