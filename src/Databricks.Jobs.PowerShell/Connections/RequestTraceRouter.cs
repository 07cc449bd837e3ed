using Databricks.Jobs.Http;

namespace Databricks.Jobs.PowerShell.Connections;

/// <summary>Passes the trace of a request to the command that sent it.</summary>
internal static class RequestTraceRouter
{
    // Several commands of a pipeline can use a connection at the same time. The execution context identifies the
    // command.
    private static readonly AsyncLocal<Listener?> s_current = new();

    public static Listener? Sink
    {
        set => s_current.Value = value;
    }

    /// <summary>Whether the command that sends a request records headers and bodies.</summary>
    public static bool WantsDetails => s_current.Value?.WantsDetails == true;

    public static void Report(RequestTrace trace) => s_current.Value?.Report(trace);

    /// <param name="Report">Receives every attempt of a request.</param>
    /// <param name="WantsDetails">Whether to record headers and bodies.</param>
    internal sealed record Listener(Action<RequestTrace> Report, bool WantsDetails);
}
