namespace Databricks.Jobs;

/// <summary>Who the caller is could not be made out: nothing was found, too much, or something unusable.</summary>
public sealed class CredentialsException : JobsException
{
    internal CredentialsException(string problem, string recommendedAction, Exception? innerException = null)
        : base(problem, recommendedAction, innerException)
    {
    }

    /// <summary>Whether whoever gives out tokens was out of reach or busy, so that it may be another time.</summary>
    internal bool MayPass { get; set; }
}
