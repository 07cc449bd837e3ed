namespace Databricks.Jobs;

/// <summary>Who the caller is could not be made out: nothing was found, too much, or something unusable.</summary>
public sealed class CredentialsException : JobsException
{
    internal CredentialsException(string problem, string recommendedAction, Exception? innerException = null)
        : base(problem, recommendedAction, innerException)
    {
    }

    /// <summary>
    /// Whether a token may be had another time, if there have been some before: always, unless whoever gives them out
    /// has refused.
    /// </summary>
    internal bool IsTransient { get; set; } = true;
}
