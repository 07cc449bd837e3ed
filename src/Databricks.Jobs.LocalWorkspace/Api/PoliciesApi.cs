using Databricks.Jobs.LocalWorkspace.Domain;
using Databricks.Jobs.LocalWorkspace.Http;
using Databricks.Jobs.Models;

namespace Databricks.Jobs.LocalWorkspace.Api;

/// <summary>The compliance of jobs with cluster policies, as scripted.</summary>
internal sealed class PoliciesApi(PolicyCompliance policies)
{
    private const int DefaultPage = 20;
    private const int MaxPageSize = 100;

    public void AddTo(Router<Workspace> router)
    {
        router.Add("GET", "/api/2.0/policies/jobs/get-compliance", Get);
        router.Add("GET", "/api/2.0/policies/jobs/list-compliance", List);
        router.Add("POST", "/api/2.0/policies/jobs/enforce-compliance", Enforce);
    }

    private ApiResponse Get(Workspace workspace, ApiRequest request)
    {
        StoredJob job = workspace.JobToView(request.RequiredNumber("job_id"));
        IReadOnlyList<PolicyViolation> broken = policies.FindViolations(job);
        return ApiResponse.Of(new GetPolicyComplianceResponse
        {
            IsCompliant = broken.Count == 0,
            Violations = Explain(broken),
        });
    }

    private ApiResponse List(Workspace workspace, ApiRequest request)
    {
        string policyId = request.Text("policy_id")
            ?? throw ApiException.InvalidParameter("Missing required field: policy_id");
        long size = request.Number("page_size") is { } requested and not 0 ? requested : DefaultPage;
        if (size is < 1 or > MaxPageSize)
        {
            throw ApiException.InvalidParameter($"Invalid page_size: {size}. It must be between 1 and {MaxPageSize}.");
        }

        int start = request.Text("page_token") is { } token ? (int)PageToken.Read(token).Position : 0;
        var jobs = workspace.Jobs.Where(job => policies.AppliesTo(job, policyId)).ToList();
        return ApiResponse.Of(new ListJobComplianceForPolicyResponse
        {
            Jobs = [.. ModelCloner.GetPage(jobs, start, (int)size).Select(job => Show(job, policyId))],
            NextPageToken = start + size < jobs.Count ? PageToken.Write("items", start + size) : null,
            PrevPageToken = start > 0 ? PageToken.Write("items", Math.Max(0, start - size)) : null,
        });
    }

    private ApiResponse Enforce(Workspace workspace, ApiRequest request)
    {
        EnforcePolicyComplianceRequest body = request.Read<EnforcePolicyComplianceRequest>();
        StoredJob job = workspace.JobToManage(
            body.JobId ?? throw ApiException.InvalidParameter("Missing required field: job_id"));
        (JobSettings settings, List<EnforcePolicyComplianceForJobResponseJobClusterSettingsChange> changes) =
            policies.Enforce(job);
        if (changes.Count > 0 && body.ValidateOnly != true) job.Replace(settings);
        return ApiResponse.Of(new EnforcePolicyComplianceResponse
        {
            HasChanges = changes.Count > 0,
            JobClusterChanges = changes.Count > 0 ? changes : null,
            Settings = changes.Count > 0 ? settings : null,
        });
    }

    private JobCompliance Show(StoredJob job, string policyId)
    {
        IReadOnlyList<PolicyViolation> broken = policies.FindViolations(job, policyId);
        return new JobCompliance { JobId = job.Id, IsCompliant = broken.Count == 0, Violations = Explain(broken) };
    }

    private static Dictionary<string, string>? Explain(IReadOnlyList<PolicyViolation> broken)
    {
        if (broken.Count == 0) return null;
        var violations = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (PolicyViolation violation in broken) violations[violation.Field] = violation.Message;
        return violations;
    }
}
