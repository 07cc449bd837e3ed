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
        GetPolicyComplianceResponse response =
            await _client.GetComplianceAsync(jobId, cancellationToken).ConfigureAwait(false);
        var compliance = new JobCompliance
        {
            JobId = jobId,
            IsCompliant = response.IsCompliant,
            Violations = response.Violations,
        };
        foreach (var member in response.GetAdditionalProperties()) compliance.GetAdditionalProperties()[member.Key] = member.Value;
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
        EnforcePolicyComplianceResponse response =
            await _client.EnforceComplianceAsync(jobId, validateOnly, cancellationToken).ConfigureAwait(false);
        return new JobComplianceRepair
        {
            JobId = jobId,
            HasChanges = response.HasChanges == true,
            IsApplied = !validateOnly && response.HasChanges == true,
            Changes = response.JobClusterChanges ?? [],
            Settings = response.Settings,
        };
    }
}
