namespace Databricks.Jobs;

/// <summary>The credentials could not be determined or used: none were found, more than one kind, or they are not valid.</summary>
public sealed class CredentialsException : JobsException
{
    internal CredentialsException(
        string problem,
        string recommendedAction,
        Exception? innerException = null,
        params string[] settings)
        : base(problem, recommendedAction, innerException) =>
        Settings = settings;

    /// <summary>The settings that the recommended action is about, by their names in a profile.</summary>
    internal IReadOnlyList<string> Settings { get; }

    /// <summary>
    /// Whether a later request for a token may succeed if earlier ones have: true, unless the token endpoint rejected the
    /// credentials.
    /// </summary>
    internal bool IsTransient { get; set; } = true;
}
