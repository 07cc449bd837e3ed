namespace Databricks.Jobs.Permissions;

/// <summary>A change of permissions that the service would refuse, or that would leave a job without its owner. Nothing
/// has been changed.</summary>
public sealed class JobPermissionException : JobsException
{
    internal JobPermissionException(string problem, string recommendedAction, Exception? innerException = null)
        : base(problem, recommendedAction, innerException)
    {
    }
}
