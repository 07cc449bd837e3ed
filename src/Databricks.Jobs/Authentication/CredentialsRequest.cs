namespace Databricks.Jobs.Authentication;

/// <summary>What a caller says outright about who it is. All of it may be left out.</summary>
public sealed class CredentialsRequest
{
    /// <summary>The address of the workspace; else <c>DATABRICKS_HOST</c>, else the profile's <c>host</c>.</summary>
    public string? Host { get; set; }

    /// <summary>A personal access token; else <c>DATABRICKS_TOKEN</c>, else the profile's <c>token</c>.</summary>
    public string? Token { get; set; }

    /// <summary>
    /// The profile to read. What it says comes before the environment; what it leaves out is taken from there.
    /// Else <c>DATABRICKS_CONFIG_PROFILE</c> names one, and then the environment comes before it.
    /// </summary>
    public string? Profile { get; set; }

    /// <summary>The profile file; else <c>DATABRICKS_CONFIG_FILE</c>, else <c>.databrickscfg</c> at home.</summary>
    public string? ConfigFile { get; set; }

    /// <summary>The one method to use, such as <c>pat</c>; else <c>DATABRICKS_AUTH_TYPE</c> or the profile's.</summary>
    public string? AuthType { get; set; }
}
