namespace Databricks.Jobs.LocalWorkspace;

/// <summary>The options of a local workspace. Every option has a default.</summary>
public sealed class LocalWorkspaceOptions
{
    /// <summary>The port on loopback; 0 selects a free one.</summary>
    public int Port { get; set; }

    /// <summary>The workspace seconds per real second: at 60, a real second is a workspace minute.</summary>
    public double Speed { get; set; } = 1;

    /// <summary>The clock of the workspace and of faults; null means the system clock.</summary>
    public TimeProvider? TimeProvider { get; set; }

    /// <summary>
    /// The clock of connection timeouts. It is not that of the workspace, because a test that advances time by hours
    /// keeps its connections.
    /// </summary>
    internal TimeProvider ConnectionTimeProvider { get; set; } = TimeProvider.System;

    internal Http.HttpLimits HttpLimits { get; set; } = new();

    /// <summary>The personal access token that is accepted; null means a random one.</summary>
    public string? Token { get; set; }

    /// <summary>Whether requests without a token (status 401) or with an invalid token (403) are rejected.</summary>
    public bool RequireToken { get; set; } = true;

    /// <summary>Whether every token is accepted and has its own workspace, which is empty at first.</summary>
    public bool WorkspacePerToken { get; set; }

    /// <summary>The user name of the caller, who is the creator and owner of new jobs and runs.</summary>
    public string UserName { get; set; } = "local.user@example.com";

    /// <summary>The OAuth clients of the token endpoint: the secret of each client ID.</summary>
    public IReadOnlyDictionary<string, string> Clients { get; set; } = new Dictionary<string, string>();

    /// <summary>The tokens of other issuers that the token endpoint exchanges for a token of the workspace.</summary>
    public IReadOnlyCollection<string> SubjectTokens { get; set; } = [];

    /// <summary>The lifetime of an OAuth token, in workspace time.</summary>
    public TimeSpan TokenLifetime { get; set; } = TimeSpan.FromHours(1);

    /// <summary>
    /// How long the cluster of a task takes to start, unless a script says otherwise, in workspace time.
    /// </summary>
    public TimeSpan DefaultSetup { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a task runs, unless a script says otherwise, in workspace time.</summary>
    public TimeSpan DefaultDuration { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a canceled task is TERMINATING, in workspace time.</summary>
    public TimeSpan CancelDuration { get; set; } = TimeSpan.FromSeconds(1);
}
