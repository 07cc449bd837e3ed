using System.Globalization;
using Databricks.Jobs.Http;
using Databricks.Jobs.Models;

namespace Databricks.Jobs;

/// <content>Permissions on jobs, and the compliance of jobs with cluster policies.</content>
public sealed partial class JobsClient
{
    private const string Policies = "api/2.0/policies/jobs/";

    /// <summary>Gets the permissions on a job (GET permissions/jobs), including inherited ones.</summary>
    /// <param name="jobId">The ID of the job.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    public Task<JobPermissions> GetPermissionsAsync(long jobId, CancellationToken cancellationToken = default) =>
        GetOneAsync<JobPermissions>(new Query(PermissionsOf(jobId)), cancellationToken);

    /// <summary>
    /// Replaces the permissions on a job (PUT permissions/jobs). There must be exactly one IS_OWNER and no inherited
    /// entries. The request is never repeated.
    /// </summary>
    /// <param name="jobId">The ID of the job.</param>
    /// <param name="accessControlList">All entries.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    public Task<JobPermissions> SetPermissionsAsync(
        long jobId,
        IEnumerable<JobAccessControlRequest> accessControlList,
        CancellationToken cancellationToken = default) =>
        SendPermissionsAsync(HttpMethod.Put, jobId, accessControlList, cancellationToken);

    /// <summary>Adds or changes permissions on a job (PATCH permissions/jobs). The request is never repeated.</summary>
    /// <param name="jobId">The ID of the job.</param>
    /// <param name="accessControlList">The entries to add or change.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    public Task<JobPermissions> UpdatePermissionsAsync(
        long jobId,
        IEnumerable<JobAccessControlRequest> accessControlList,
        CancellationToken cancellationToken = default) =>
        SendPermissionsAsync(Polyfills.Patch, jobId, accessControlList, cancellationToken);

    /// <summary>Gets the permission levels of jobs (permissionLevels).</summary>
    /// <param name="jobId">The ID of the job.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    public Task<GetJobPermissionLevelsResponse> GetPermissionLevelsAsync(
        long jobId,
        CancellationToken cancellationToken = default) =>
        GetOneAsync<GetJobPermissionLevelsResponse>(
            new Query(PermissionsOf(jobId) + "/permissionLevels"),
            cancellationToken);

    /// <summary>Gets whether a job complies with its cluster policies (policies/jobs/get-compliance).</summary>
    /// <param name="jobId">The ID of the job.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    public Task<GetPolicyComplianceResponse> GetComplianceAsync(
        long jobId,
        CancellationToken cancellationToken = default) =>
        GetOneAsync<GetPolicyComplianceResponse>(
            new Query(Policies + "get-compliance").Add("job_id", jobId),
            cancellationToken);

    /// <summary>
    /// Lists the jobs that use a policy, and whether they comply with it (policies/jobs/list-compliance).
    /// </summary>
    /// <param name="policyId">The ID of the policy.</param>
    /// <param name="cancellationToken">Cancels the list and the request in progress.</param>
    public IAsyncEnumerable<JobCompliance> ListComplianceAsync(
        string policyId,
        CancellationToken cancellationToken = default)
    {
        ArgumentChecks.NotNull(policyId, nameof(policyId));
        Serialization.ModelReadContext context = NewContext();
        return Pager.FlattenAsync(
            Pager.ReadAsync(GetPageAsync, "policies/jobs/list-compliance", CancellationToken.None),
            cancellationToken);

        async Task<Page<JobCompliance>> GetPageAsync(PageCursor? cursor, CancellationToken token)
        {
            Query query = new Query(Policies + "list-compliance")
                .Add("policy_id", policyId)
                .Add("page_token", cursor?.Token);
            ListJobComplianceForPolicyResponse page = await _http
                .SendAsync<ListJobComplianceForPolicyResponse>(ApiRequest.Get(query.ToString()), context, token)
                .ConfigureAwait(false);
            return new Page<JobCompliance>(page.Jobs ?? [], PageCursor.After(page.NextPageToken));
        }
    }

    /// <summary>
    /// Changes the clusters of a job so that it complies with its policies (policies/jobs/enforce-compliance). The
    /// request is never repeated.
    /// </summary>
    /// <param name="jobId">The ID of the job.</param>
    /// <param name="validateOnly">Whether to return the changes without making them.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    public Task<EnforcePolicyComplianceResponse> EnforceComplianceAsync(
        long jobId,
        bool validateOnly = false,
        CancellationToken cancellationToken = default) =>
        ChangeAsync<EnforcePolicyComplianceResponse>(
            Policies + "enforce-compliance",
            new EnforcePolicyComplianceRequest { JobId = jobId, ValidateOnly = validateOnly ? true : null },
            cancellationToken);

    private static string PermissionsOf(long jobId) =>
        "api/2.0/permissions/jobs/" + jobId.ToString(CultureInfo.InvariantCulture);

    private Task<JobPermissions> SendPermissionsAsync(
        HttpMethod method,
        long jobId,
        IEnumerable<JobAccessControlRequest> accessControlList,
        CancellationToken cancellationToken)
    {
        ArgumentChecks.NotNull(accessControlList, nameof(accessControlList));
        byte[] body = new JobPermissionsRequest { AccessControlList = [.. accessControlList] }.ToUtf8Json();
        var request = ApiRequest.Once(method, PermissionsOf(jobId), body);
        return _http.SendAsync<JobPermissions>(request, NewContext(), cancellationToken);
    }
}
