using Databricks.Jobs.LocalWorkspace.Http;
using Databricks.Jobs.LocalWorkspace.Scripting;
using Databricks.Jobs.LocalWorkspace.Storage;
using Databricks.Jobs.Models;

namespace Databricks.Jobs.LocalWorkspace.Api;

/// <summary>Whether jobs keep to cluster policies, as scripted.</summary>
internal sealed class PoliciesApi(PolicyBook policies)
{
    private const int DefaultPage = 20;
    private const int LargestPage = 100;

    public void AddTo(Router<WorkspaceState> router)
    {
        router.Add("GET", "/api/2.0/policies/jobs/get-compliance", Get);
        router.Add("GET", "/api/2.0/policies/jobs/list-compliance", List);
        router.Add("POST", "/api/2.0/policies/jobs/enforce-compliance", Enforce);
    }

    private Answer Get(WorkspaceState state, Call call)
    {
        var broken = policies.Broken(state.JobToView(call.RequiredNumber("job_id")));
        return Answer.Of(new GetPolicyComplianceResponse
        {
            IsCompliant = broken.Count == 0,
            Violations = Explain(broken),
        });
    }

    private Answer List(WorkspaceState state, Call call)
    {
        var policyId = call.Text("policy_id")
            ?? throw ApiException.InvalidParameter("Missing required field: policy_id");
        var size = call.Number("page_size") is { } asked and not 0 ? asked : DefaultPage;
        if (size is < 1 or > LargestPage)
        {
            throw ApiException.InvalidParameter($"Invalid page_size: {size}. It must be between 1 and {LargestPage}.");
        }

        var start = call.Text("page_token") is { } token ? (int)PageToken.Read(token).Position : 0;
        var jobs = state.Jobs.Where(job => policies.Concerns(job, policyId)).ToList();
        return Answer.Of(new ListJobComplianceForPolicyResponse
        {
            Jobs = [.. Copies.Page(jobs, start, (int)size).Select(job => Show(job, policyId))],
            NextPageToken = start + size < jobs.Count ? PageToken.Write("items", start + size) : null,
            PrevPageToken = start > 0 ? PageToken.Write("items", Math.Max(0, start - size)) : null,
        });
    }

    private Answer Enforce(WorkspaceState state, Call call)
    {
        var request = call.Read<EnforcePolicyComplianceRequest>();
        var job = state.JobToManage(
            request.JobId ?? throw ApiException.InvalidParameter("Missing required field: job_id"));
        var (settings, changes) = policies.Enforce(job);
        if (changes.Count > 0 && request.ValidateOnly != true) job.Replace(settings);
        return Answer.Of(new EnforcePolicyComplianceResponse
        {
            HasChanges = changes.Count > 0,
            JobClusterChanges = changes.Count > 0 ? changes : null,
            Settings = changes.Count > 0 ? settings : null,
        });
    }

    private JobCompliance Show(StoredJob job, string policyId)
    {
        var broken = policies.Broken(job, policyId);
        return new JobCompliance { JobId = job.Id, IsCompliant = broken.Count == 0, Violations = Explain(broken) };
    }

    private static Dictionary<string, string>? Explain(IReadOnlyList<PolicyViolation> broken)
    {
        if (broken.Count == 0) return null;
        var violations = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var violation in broken) violations[violation.Field] = violation.Message;
        return violations;
    }
}
