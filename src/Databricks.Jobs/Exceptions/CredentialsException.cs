namespace Databricks.Jobs;

/// <summary>No credentials were found, more than one kind was found, or the credentials cannot be used.</summary>
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

    /// <summary>Whether there are no credentials: neither specified ones nor those of the environment or a profile.
    /// </summary>
    internal bool IsNothingFound { get; init; }

    /// <summary>
    /// Whether another token request may succeed if earlier ones did: always, unless the token endpoint rejected the
    /// request.
    /// </summary>
    internal bool IsTransient { get; set; } = true;
}
