using System.Management.Automation.Runspaces;
using Databricks.Jobs.Authentication;

namespace Databricks.Jobs.PowerShell.Connections;

/// <summary>Finds the connection of a command without -Workspace.</summary>
internal static class AmbientConnection
{
    /// <summary>The connected workspace, or the one of the environment or profile, as in the Databricks CLI.</summary>
    /// <exception cref="CredentialsException">Neither exists.</exception>
    public static DbxWorkspace Get()
    {
        if (ConnectionStore.Current is { } connected)
        {
            return connected;
        }

        // Resolved each time, because the environment can change. The client is kept until it does.
        JobsClientOptions options = NewOptions();
        options.Credentials = options.ResolveCredentials(new CredentialsRequest());
        if (ConnectionStore.Ambient is { } known && known.Credentials.IsSame(options.Credentials))
        {
            return known;
        }

        return ConnectionStore.Ambient = new DbxWorkspace(new JobsClient(options), userName: null);
    }

    public static JobsClientOptions NewOptions() => new()
    {
        Trace = RequestTraceRouter.Report,
        TraceDetails = static () => RequestTraceRouter.WantsDetails,
        UserAgent = $"powershell/{ShellVersion}",
    };

    // Assemblies have another version than PowerShell itself.
    private static string ShellVersion => Runspace.DefaultRunspace?.Version.ToString(3) ?? "0";
}
