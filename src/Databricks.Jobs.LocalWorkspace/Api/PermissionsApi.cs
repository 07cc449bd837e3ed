using System.Globalization;
using Databricks.Jobs.LocalWorkspace.Domain;
using Databricks.Jobs.LocalWorkspace.Http;
using Databricks.Jobs.LocalWorkspace.Validation;
using Databricks.Jobs.Models;

namespace Databricks.Jobs.LocalWorkspace.Api;

/// <summary>The permissions on jobs.</summary>
internal static class PermissionsApi
{
    private const string Owner = nameof(JobPermissionLevel.IS_OWNER);

    private static readonly (JobPermissionLevel Level, string Description)[] s_levels =
    [
        (JobPermissionLevel.CAN_VIEW, "Can view the job"),
        (JobPermissionLevel.CAN_MANAGE_RUN, "Can view the job and manage its runs"),
        (JobPermissionLevel.IS_OWNER, "Is the owner of the job"),
        (JobPermissionLevel.CAN_MANAGE, "Can manage the job"),
    ];

    public static void AddTo(Router<Workspace> router)
    {
        const string Path = "/api/2.0/permissions/jobs/{id}";
        router.AddWithId("GET", Path, (workspace, _, id) => Show(Job(workspace, id)));
        router.AddWithId("PUT", Path, Replace);
        router.AddWithId("PATCH", Path, Add);
        router.AddWithId("GET", Path + "/permissionLevels", ShowLevels);
    }

    public static void Initialize(StoredJob job, List<JobAccessControlRequest>? access)
    {
        Check(access ?? []);
        List<JobAccessControlRequest> entries = access?.ToList() ?? [];
        if (!entries.Exists(entry => entry.PermissionLevel == Owner))
        {
            entries.Add(new JobAccessControlRequest { UserName = job.Creator, PermissionLevel = Owner });
        }

        CheckOwner(entries);
        job.Access.AddRange(entries);
    }

    private static ApiResponse Replace(Workspace workspace, ApiRequest request, string id)
    {
        StoredJob job = Job(workspace, id);
        List<JobAccessControlRequest> entries = request.Read<JobPermissionsRequest>().AccessControlList ?? [];
        Check(entries);
        CheckOwner(entries);
        job.Access.Clear();
        job.Access.AddRange(entries);
        return Show(job);
    }

    private static ApiResponse Add(Workspace workspace, ApiRequest request, string id)
    {
        StoredJob job = Job(workspace, id);
        List<JobAccessControlRequest> changes = request.Read<JobPermissionsRequest>().AccessControlList ?? [];
        Check(changes);
        var entries = job.Access.ToList();
        foreach (JobAccessControlRequest change in changes)
        {
            entries.RemoveAll(entry => Principal(entry) == Principal(change));
            entries.Add(change);
        }

        CheckOwner(entries);
        job.Access.Clear();
        job.Access.AddRange(entries);
        return Show(job);
    }

    private static void Check(List<JobAccessControlRequest> entries)
    {
        foreach (JobAccessControlRequest entry in entries)
        {
            FieldRules.Check(entry, "access_control_list", "access_control_list");
            string?[] names = new[] { entry.UserName, entry.GroupName, entry.ServicePrincipalName };
            if (names.Count(name => !string.IsNullOrEmpty(name)) != 1)
            {
                throw ApiException.InvalidParameter(
                    "Each entry names exactly one of user_name, group_name and service_principal_name.");
            }

            if (entry.PermissionLevel == Owner && entry.GroupName is not null)
            {
                throw ApiException.InvalidParameter("A group cannot be the owner of a job.");
            }
        }
    }

    private static void CheckOwner(List<JobAccessControlRequest> entries)
    {
        if (entries.Count(entry => entry.PermissionLevel == Owner) != 1)
        {
            throw ApiException.InvalidParameter("The job must have exactly one owner.");
        }
    }

    private static StoredJob Job(Workspace workspace, string id) =>
        long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out long number)
            ? workspace.JobToView(number)
            : throw ApiException.InvalidParameter($"'{id}' is not a valid job id.");

    private static (string?, string?, string?) Principal(JobAccessControlRequest entry) =>
        (entry.UserName, entry.GroupName, entry.ServicePrincipalName);

    private static ApiResponse Show(StoredJob job)
    {
        var entries = job.Access
            .GroupBy(Principal)
            .Select(group => new JobAccessControlResponse
            {
                UserName = group.Key.Item1,
                GroupName = group.Key.Item2,
                ServicePrincipalName = group.Key.Item3,
                DisplayName = group.Key.Item1 ?? group.Key.Item3,
                AllPermissions = [.. group.Select(entry => new JobPermission
                {
                    PermissionLevel = entry.PermissionLevel,
                    Inherited = false,
                })],
            })
            .ToList();
        AddAdmins(entries);
        return ApiResponse.Of(new JobPermissions
        {
            ObjectId = FormattableString.Invariant($"/jobs/{job.Id}"),
            ObjectType = "job",
            AccessControlList = entries,
        });
    }

    private static void AddAdmins(List<JobAccessControlResponse> entries)
    {
        JobAccessControlResponse? admins = entries.Find(entry => entry.GroupName == "admins");
        if (admins is null) entries.Add(admins = new() { GroupName = "admins", AllPermissions = [] });
        admins.AllPermissions!.Add(new JobPermission
        {
            PermissionLevel = nameof(JobPermissionLevel.CAN_MANAGE),
            Inherited = true,
            InheritedFromObject = ["/jobs/"],
        });
    }

    private static ApiResponse ShowLevels(Workspace workspace, ApiRequest request, string id)
    {
        _ = Job(workspace, id);
        return ApiResponse.Of(new GetJobPermissionLevelsResponse
        {
            PermissionLevels = [.. s_levels.Select(level => new JobPermissionsDescription
            {
                PermissionLevel = level.Level.ToString(),
                Description = level.Description,
            })],
        });
    }
}
