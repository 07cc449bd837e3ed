using Databricks.Jobs.Models;

namespace Databricks.Jobs.Compliance;

/// <summary>Asks whether jobs keep to their cluster policies, and makes them.</summary>
public sealed class JobPolicies
{
    private readonly JobsClient _client;

    /// <summary>Creates a reader.</summary>
    public JobPolicies(JobsClient client)
    {
        ArgumentChecks.NotNull(client, nameof(client));
        _client = client;
    }

    /// <summary>Whether a job keeps to its policies, in the shape that a list for a policy has.</summary>
    public async Task<JobCompliance> GetComplianceAsync(long jobId, CancellationToken cancellationToken = default)
    {
        GetPolicyComplianceResponse answer =
            await _client.GetComplianceAsync(jobId, cancellationToken).ConfigureAwait(false);
        var compliance = new JobCompliance
        {
            JobId = jobId,
            IsCompliant = answer.IsCompliant,
            Violations = answer.Violations,
        };
        foreach (var member in answer.GetAdditionalProperties()) compliance.GetAdditionalProperties()[member.Key] = member.Value;
        return compliance;
    }

    /// <summary>Changes the clusters of a job so that it keeps to its policies.</summary>
    /// <param name="jobId">The job's id.</param>
    /// <param name="validateOnly">Whether only to tell what would be changed.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public async Task<JobComplianceRepair> RepairAsync(
        long jobId,
        bool validateOnly = false,
        CancellationToken cancellationToken = default)
    {
        EnforcePolicyComplianceResponse answer =
            await _client.EnforceComplianceAsync(jobId, validateOnly, cancellationToken).ConfigureAwait(false);
        return new JobComplianceRepair
        {
            JobId = jobId,
            HasChanges = answer.HasChanges == true,
            IsApplied = !validateOnly && answer.HasChanges == true,
            Changes = answer.JobClusterChanges ?? [],
            Settings = answer.Settings,
        };
    }
}
