using Databricks.Jobs.Models;

namespace Databricks.Jobs.Permissions;

/// <summary>Checks the permissions of a job: known values, one level for each principal, one owner.</summary>
internal static class JobPermissionRules
{
    /// <summary>Returns the entries with which to replace those of a job, without inherited ones.</summary>
    /// <exception cref="JobPermissionException">A principal has two levels, or there are two owners.</exception>
    /// <exception cref="ModelBindingException">An entry is incomplete, or contains an unknown value.</exception>
    public static List<JobPermissionEntry> Read(IEnumerable<JobPermissionEntry> entries)
    {
        var read = new List<JobPermissionEntry>();
        foreach (JobPermissionEntry entry in entries.Where(entry => !entry.Inherited))
        {
            JobPermissionEntry one = Check(entry, $"Permission[{read.Count}]");
            JobPermissionEntry? same = read.Find(one.IsSamePrincipal);
            if (same is null)
            {
                read.Add(one);
            }
            else if (same.PermissionLevel != one.PermissionLevel)
            {
                throw new JobPermissionException(
                    $"The {one.DescribePrincipal()} has two levels: {same.PermissionLevel} and {one.PermissionLevel}.",
                    "Keep one of them. The higher one includes the lower one.");
            }
        }

        JobPermissionEntry[] owners = [.. read.Where(entry => entry.IsOwner)];
        return owners.Length <= 1 ? read : throw new JobPermissionException(
            "A job has exactly one owner, but "
                + $"{string.Join(" and ", owners.Select(owner => owner.DescribePrincipal()))} have IS_OWNER.",
            "Give IS_OWNER to one of them, and CAN_MANAGE, which allows the same, to the others.");
    }

    /// <summary>Adds the current owner to entries without an owner.</summary>
    /// <exception cref="JobPermissionException">The owner would have a lower level.</exception>
    public static void KeepOwner(List<JobPermissionEntry> entries, IEnumerable<JobPermissionEntry> present)
    {
        if (entries.Exists(entry => entry.IsOwner) || FindOwner(present) is not { } owner) return;
        if (entries.Find(owner.IsSamePrincipal) is { } lower) throw WithoutOwner(owner, lower.PermissionLevel);
        entries.Add(owner);
    }

    public static JobPermissionEntry? FindOwner(IEnumerable<JobPermissionEntry> present) =>
        present.FirstOrDefault(entry => entry is { IsOwner: true, Inherited: false });

    /// <exception cref="ModelBindingException">The entry is incomplete, or contains an unknown value.</exception>
    public static JobPermissionEntry Check(JobPermissionEntry entry, string path)
    {
        if (!JobPrincipalType.All.Contains(entry.PrincipalType, StringComparer.OrdinalIgnoreCase))
        {
            throw ModelBindingException.NotOneOf($"{path}.PrincipalType", entry.PrincipalType, JobPrincipalType.All);
        }

        if (entry.Principal.Length == 0)
        {
            throw ModelBindingException.WrongType(
                $"{path}.Principal", null, "the name of a user or group, or an application ID");
        }

        string level = JobPermissionLevelValues.Set.Find(entry.PermissionLevel ?? "")
            ?? throw ModelBindingException.UnknownValue(
                $"{path}.PermissionLevel", entry.PermissionLevel ?? "", JobPermissionLevelValues.Set);
        var read = new JobPermissionEntry
        {
            JobId = entry.JobId,
            Principal = entry.Principal,
            PrincipalType = entry.PrincipalType.ToLowerInvariant(),
            PermissionLevel = level,
        };
        return read is { IsOwner: true, PrincipalType: JobPrincipalType.Group }
            ? throw new JobPermissionException(
                $"The {read.DescribePrincipal()} cannot own the job. The owner must be a user or a service principal.",
                "Give the group CAN_MANAGE, which allows the same.")
            : read;
    }

    public static JobPermissionException WithoutOwner(
        JobPermissionEntry owner,
        string? level,
        Exception? innerException = null) => new(
            $"The {owner.DescribePrincipal()} owns the job. "
                + (level is null ? "Revoking this permission" : $"Changing this permission to {level}")
                + " would leave the job without an owner.",
            "Make another user or service principal the owner first.",
            innerException)
        {
            LosesOwner = true,
        };
}
