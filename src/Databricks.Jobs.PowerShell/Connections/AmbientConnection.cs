using Databricks.Jobs.Authentication;

namespace Databricks.Jobs.PowerShell.Connections;

/// <summary>Finds the connection of a command that was given none.</summary>
internal static class AmbientConnection
{
    /// <summary>The connected workspace, or the one that environment and profile name, as the Databricks CLI would.</summary>
    /// <exception cref="CredentialsException">There is none.</exception>
    public static DbxWorkspace Get()
    {
        if (ConnectionStore.Current is { } connected)
        {
            return connected;
        }

        // Looked up each time, as the environment may have changed; the client is kept as long as it has not.
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

    private static string ShellVersion =>
        typeof(System.Management.Automation.PSObject).Assembly.GetName().Version?.ToString(3) ?? "0";
}
