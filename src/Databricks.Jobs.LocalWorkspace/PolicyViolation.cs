namespace Databricks.Jobs.LocalWorkspace;

/// <summary>
/// A rule of a cluster policy that a job breaks for as long as the field has another value than the required one.
/// </summary>
public sealed class PolicyViolation
{
    /// <summary>The policy that is broken.</summary>
    public string PolicyId { get; set; } = "";

    /// <summary>The job by name, with wildcards, or by id; every job with the field when null.</summary>
    public string? JobName { get; set; }

    /// <summary>
    /// Where: the key of a job cluster or task, then the way down, such as <c>main.new_cluster.num_workers</c>.
    /// </summary>
    public string Field { get; set; } = "";

    /// <summary>What is wrong, in a sentence.</summary>
    public string Message { get; set; } = "";

    /// <summary>The value that enforcing sets; when null, enforcing cannot mend it.</summary>
    public string? RequiredValue { get; set; }
}
