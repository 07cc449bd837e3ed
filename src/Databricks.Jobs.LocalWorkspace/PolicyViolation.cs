namespace Databricks.Jobs.LocalWorkspace;

/// <summary>A rule of a cluster policy that a job violates until the field has the required value.</summary>
public sealed class PolicyViolation
{
    /// <summary>The ID of the policy that is violated.</summary>
    public string PolicyId { get; set; } = "";

    /// <summary>
    /// The name of the job, with wildcards, or its ID; null means every job with the field. If no wildcards are used,
    /// the job must have the field.
    /// </summary>
    public string? JobName { get; set; }

    /// <summary>
    /// The path of the field, starting with the key of a job cluster or task, such as
    /// <c>main.new_cluster.num_workers</c>.
    /// </summary>
    public string Field { get; set; } = "";

    /// <summary>A message that describes the violation.</summary>
    public string Message { get; set; } = "";

    /// <summary>The value that enforcement sets; null means that enforcement cannot correct the field.</summary>
    public string? RequiredValue { get; set; }
}
