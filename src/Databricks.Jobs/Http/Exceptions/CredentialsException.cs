namespace Databricks.Jobs;

/// <summary>Who the caller is could not be made out: nothing was found, too much, or something unusable.</summary>
public sealed class CredentialsException : JobsException
{
    internal CredentialsException(string problem, string recommendedAction, Exception? innerException = null)
        : base(problem, recommendedAction, innerException)
    {
    }

    /// <summary>Whether it may go away by itself, so that who waits for hours need not give up.</summary>
    internal bool MayPass { get; init; }
}
