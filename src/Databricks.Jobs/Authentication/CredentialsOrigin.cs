namespace Databricks.Jobs.Authentication;

/// <summary>What every error about credentials names.</summary>
/// <param name="Method">The method, such as <c>oauth-m2m</c>.</param>
/// <param name="Source">Where the credentials came from.</param>
internal sealed record CredentialsOrigin(string Method, string Source)
{
    public CredentialsException Fail(string problem, string action, Exception? cause = null) =>
        new($"{Method} (from {Source}) gave no token: {problem}", action, cause);

    /// <summary>
    /// The method does not apply here after all, so that the next one may be tried. Once it has given a token, it is more
    /// likely that what it needs is away for a while.
    /// </summary>
    public MethodUnavailableException Unavailable(string problem, string action) => new(Fail(problem, action));
}

/// <summary>A method that needs no settings turns out not to be usable.</summary>
internal sealed class MethodUnavailableException(CredentialsException reason) : Exception(reason.Message)
{
    public CredentialsException Reason { get; } = reason;
}
