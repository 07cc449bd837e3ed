namespace Databricks.Jobs.Authentication;

/// <summary>The method and the source of credentials, which every error about them names.</summary>
/// <param name="Method">The method, such as <c>oauth-m2m</c>.</param>
/// <param name="Source">Where the credentials came from.</param>
internal sealed record CredentialsOrigin(string Method, string Source)
{
    /// <param name="problem">What was wrong.</param>
    /// <param name="action">What to do about it.</param>
    /// <param name="cause">What caused it, if anything did.</param>
    /// <param name="settings">The settings that the action is about, by their names in a profile.</param>
    public CredentialsException Fail(
        string problem,
        string action,
        Exception? cause = null,
        params string[] settings) =>
        new($"{Method} (from {Source}) did not get a token: {problem}", action, cause, settings);

    /// <summary>
    /// The method does not apply here after all, so that the next one can be tried. If it has already returned a token,
    /// what it needs is more likely temporarily unavailable.
    /// </summary>
    public MethodUnavailableException Unavailable(string problem, string action) => new(Fail(problem, action));
}

/// <summary>A method that needs no settings cannot be used.</summary>
internal sealed class MethodUnavailableException(CredentialsException reason) : Exception(reason.Message)
{
    public CredentialsException Reason { get; } = reason;
}
