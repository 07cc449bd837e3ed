using System.Management.Automation.Runspaces;
using Databricks.Jobs.Authentication;

namespace Databricks.Jobs.PowerShell.Connections;

/// <summary>Finds the connection of a command without -Workspace.</summary>
internal static class AmbientConnection
{
    /// <summary>The connected workspace, or the one of the environment or profile, as in the Databricks CLI.</summary>
    /// <exception cref="CredentialsException">Neither exists, or the session lost its connection.</exception>
    public static DbxWorkspace Get()
    {
        if (ConnectionStore.Current is { } connected)
        {
            return connected;
        }

        // The environment can name another workspace, such as the production one.
        if (ConnectionStore.LossReason is { } reason)
        {
            throw new CredentialsException(
                reason,
                "Connect again with Connect-DbxWorkspace. To use the workspace of the environment or a profile, run "
                    + "Disconnect-DbxWorkspace first.");
        }

        // Resolved each time, because the environment can change. The client is kept until it does.
        JobsClientOptions options = NewOptions();
        options.Credentials = ResolveCredentials(options);
        if (ConnectionStore.Ambient is { } known && known.Credentials.IsSame(options.Credentials))
        {
            return known;
        }

        return ConnectionStore.Ambient = new DbxWorkspace(new JobsClient(options), userName: null);
    }

    private static WorkspaceCredentials ResolveCredentials(JobsClientOptions options)
    {
        try
        {
            return options.ResolveCredentials(new CredentialsRequest());
        }
        catch (CredentialsException exception) when (exception.IsNothingFound)
        {
            throw new CredentialsException(
                "This session is not connected to a workspace. " + exception.Problem,
                $"{Advice()} Otherwise: {exception.RecommendedAction}",
                exception);
        }
    }

    private static string Advice() => LocalWorkspaces.All() switch
    {
        _ when ConnectionStore.IsConnectedElsewhere =>
            "A connection applies only to its runspace. In ForEach-Object -Parallel and thread jobs, add "
            + "-Workspace $using:w to the command, where $w = Get-DbxWorkspace.",
        { Count: > 0 } => "A local workspace is running. Connect to it: Get-DbxLocalWorkspace | Connect-DbxWorkspace.",
        _ => "Run Connect-DbxWorkspace with the address of the workspace, such as "
            + "Connect-DbxWorkspace https://adb-1234567890123456.7.azuredatabricks.net.",
    };

    public static JobsClientOptions NewOptions() => new()
    {
        Trace = RequestTraceRouter.Report,
        TraceDetails = static () => RequestTraceRouter.WantsDetails,
        UserAgent = $"powershell/{ShellVersion}",
    };

    // Assemblies have another version than PowerShell itself.
    private static string ShellVersion => Runspace.DefaultRunspace?.Version.ToString(3) ?? "0";
}
