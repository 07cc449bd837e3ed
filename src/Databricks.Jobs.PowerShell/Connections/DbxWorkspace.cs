namespace Databricks.Jobs.PowerShell;

/// <summary>A connection to a workspace: where, as whom, and how that was found out. It never shows a secret.</summary>
public sealed class DbxWorkspace
{
    internal DbxWorkspace(JobsClient client, string? userName)
    {
        Client = client;
        UserName = userName;
    }

    /// <summary>The address of the workspace.</summary>
    public Uri Host => Client.Host;

    /// <summary>Who the workspace says you are; null if it was not asked or did not tell.</summary>
    public string? UserName { get; }

    /// <summary>How requests prove who you are, such as <c>pat</c>.</summary>
    public string AuthenticationMethod => Client.Credentials.Method;

    /// <summary>Where the credentials came from, such as a parameter, an environment variable or a profile.</summary>
    public string CredentialSource => Client.Credentials.Source;

    /// <summary>The version of the Jobs API that requests use.</summary>
    public string ApiVersion => Client.ApiVersion;

    internal JobsClient Client { get; }

    /// <summary>The address.</summary>
    public override string ToString() => Host.AbsoluteUri.TrimEnd('/');
}
