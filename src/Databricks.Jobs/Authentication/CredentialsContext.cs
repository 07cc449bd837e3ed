namespace Databricks.Jobs.Authentication;

/// <summary>What a method may look at to see whether it can make the caller known.</summary>
internal sealed class CredentialsContext(CredentialsSettings settings, EnvironmentReader environment)
{
    public CredentialsSettings Settings { get; } = settings;

    public EnvironmentReader Environment { get; } = environment;

    /// <exception cref="CredentialsException">The host is not known.</exception>
    public Setting RequireHost() => Settings.Find("host") ?? throw new CredentialsException(
        "There are credentials, but no workspace to use them for.",
        "Give the host, or set DATABRICKS_HOST, or add host to the profile.");
}
