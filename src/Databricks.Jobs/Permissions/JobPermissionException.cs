namespace Databricks.Jobs.Permissions;

/// <summary>
/// A change of permissions that the service would reject, or that would leave a job without its owner. Nothing was
/// changed.
/// </summary>
public sealed class JobPermissionException : JobsException
{
    internal JobPermissionException(string problem, string recommendedAction, Exception? innerException = null)
        : base(problem, recommendedAction, innerException)
    {
    }

    /// <summary>Whether the change would leave the job without an owner.</summary>
    public bool LosesOwner { get; internal init; }
}
