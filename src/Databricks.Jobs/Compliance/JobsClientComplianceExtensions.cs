using System.Text.Json;
using Databricks.Jobs.Models;

namespace Databricks.Jobs.Compliance;

/// <summary>Checks whether jobs comply with their cluster policies, and changes jobs so that they do.</summary>
public static class JobsClientComplianceExtensions
{
    /// <summary>
    /// Gets whether a job complies with its policies (policies/jobs/get-compliance), in the form in which
    /// <see cref="JobsClient.ListComplianceAsync"/> returns it.
    /// </summary>
    /// <param name="client">The workspace.</param>
    /// <param name="jobId">The ID of the job.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="NotFoundException">The job does not exist.</exception>
    public static async Task<JobCompliance> GetJobComplianceAsync(
        this JobsClient client,
        long jobId,
        CancellationToken cancellationToken = default)
    {
        ArgumentChecks.NotNull(client, nameof(client));
        GetPolicyComplianceResponse response =
            await client.GetComplianceAsync(jobId, cancellationToken).ConfigureAwait(false);
        var compliance = new JobCompliance
        {
            JobId = jobId,
            IsCompliant = response.IsCompliant,
            Violations = response.Violations,
        };
        foreach (KeyValuePair<string, JsonElement> property in response.GetAdditionalProperties())
        {
            compliance.GetAdditionalProperties()[property.Key] = property.Value;
        }

        return compliance;
    }

    /// <summary>
    /// Changes the clusters of a job so that it complies with its policies (policies/jobs/enforce-compliance).
    /// </summary>
    /// <param name="client">The workspace.</param>
    /// <param name="jobId">The ID of the job.</param>
    /// <param name="validateOnly">Whether to return the changes without making them.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="NotFoundException">The job does not exist.</exception>
    public static async Task<JobComplianceRepair> RepairJobComplianceAsync(
        this JobsClient client,
        long jobId,
        bool validateOnly = false,
        CancellationToken cancellationToken = default)
    {
        ArgumentChecks.NotNull(client, nameof(client));
        EnforcePolicyComplianceResponse response =
            await client.EnforceComplianceAsync(jobId, validateOnly, cancellationToken).ConfigureAwait(false);
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
