using Databricks.Jobs.Models;
using Databricks.Jobs.Permissions;

namespace Databricks.Jobs.PowerShell.Completion;

/// <summary>Completes users, groups or service principals, depending on the parameter: those with permissions on the
/// job or on the newest jobs, the creators of jobs, and the identities that jobs run as.</summary>
public sealed class PrincipalCompleter : Completer
{
    private const int MaxJobs = 3;

    private protected override IEnumerable<CompletionItem> Find(CompletionContext context) => Matching(
        OfPermissions(context).Concat(context.Jobs().SelectMany(OfJob))
            .Where(principal => principal.Name.Length > 0 && IsWanted(context.Parameter, principal.Type))
            .GroupBy(principal => principal.Name, StringComparer.OrdinalIgnoreCase)
            .Select(known => new CompletionItem(known.Key, known.First().Meaning)),
        context.Word);

    private static bool IsWanted(string parameter, string type) => parameter switch
    {
        "Group" => type == JobPrincipalType.Group,
        "ServicePrincipal" => type == JobPrincipalType.ServicePrincipal,
        "RunAs" => type != JobPrincipalType.Group,
        _ => type == JobPrincipalType.User,
    };

    private static IEnumerable<(string Name, string Type, string Meaning)> OfPermissions(CompletionContext context)
    {
        IEnumerable<long> jobIds = context.JobId() is { } jobId
            ? [jobId]
            : context.Jobs().Take(MaxJobs).Select(job => job.JobId).OfType<long>();
        return jobIds.SelectMany(context.Permissions).Select(entry => (
            entry.Principal, entry.PrincipalType, $"{entry.PermissionLevel} on job {entry.JobId}"));
    }

    private static IEnumerable<(string Name, string Type, string Meaning)> OfJob(BaseJob job)
    {
        JobRunAs? runAs = job.Settings?.RunAs;
        yield return (job.CreatorUserName ?? "", JobPrincipalType.User, $"created {job}");
        yield return (runAs?.UserName ?? "", JobPrincipalType.User, $"runs {job}");
        yield return (runAs?.ServicePrincipalName ?? "", JobPrincipalType.ServicePrincipal, $"runs {job}");
    }
}
