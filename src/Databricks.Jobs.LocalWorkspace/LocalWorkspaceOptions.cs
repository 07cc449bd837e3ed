namespace Databricks.Jobs.LocalWorkspace;

/// <summary>How a local workspace is set up. Every value has a default.</summary>
public sealed class LocalWorkspaceOptions
{
    /// <summary>The port on loopback; 0 picks a free one.</summary>
    public int Port { get; set; }

    /// <summary>Workspace seconds in a real second: at 60, a real second is a workspace minute.</summary>
    public double Speed { get; set; } = 1;

    /// <summary>The clock that drives everything; the system's when null.</summary>
    public TimeProvider? TimeProvider { get; set; }

    /// <summary>The personal access token that is accepted; a random one when null.</summary>
    public string? Token { get; set; }

    /// <summary>Whether requests without an accepted token are refused with 401.</summary>
    public bool RequireToken { get; set; } = true;

    /// <summary>Accept any token and give each one an empty workspace of its own.</summary>
    public bool WorkspacePerToken { get; set; }

    /// <summary>The name of the caller: creator and owner of what is made.</summary>
    public string UserName { get; set; } = "local.user@example.com";

    /// <summary>OAuth clients of the token endpoint: client id to secret.</summary>
    public IReadOnlyDictionary<string, string> Clients { get; set; } = new Dictionary<string, string>();

    /// <summary>Tokens of other issuers that the token endpoint exchanges for one of the workspace.</summary>
    public IReadOnlyCollection<string> SubjectTokens { get; set; } = [];

    /// <summary>How long an OAuth token is good for, on the workspace's clock.</summary>
    public TimeSpan TokenLifetime { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How long a task's cluster takes to start where no script says otherwise, in workspace time.</summary>
    public TimeSpan DefaultSetup { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a task runs where no script says otherwise, in workspace time.</summary>
    public TimeSpan DefaultDuration { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a cancelled task shows TERMINATING, in workspace time.</summary>
    public TimeSpan CancelDuration { get; set; } = TimeSpan.FromSeconds(1);
}
