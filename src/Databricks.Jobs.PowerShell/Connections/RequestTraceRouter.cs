using Databricks.Jobs.Http;

namespace Databricks.Jobs.PowerShell.Connections;

/// <summary>Leads what a connection reports of its requests to the command that caused them.</summary>
internal static class RequestTraceRouter
{
    // A connection serves many commands, at times several of one pipeline at once; the flow of the work tells whose
    // request it is.
    private static readonly AsyncLocal<Listener?> Current = new();

    public static Listener? Sink
    {
        set => Current.Value = value;
    }

    /// <summary>Whether the command that causes a request wants to see headers and bodies.</summary>
    public static bool WantsDetails => Current.Value?.WantsDetails == true;

    public static void Report(RequestTrace trace) => Current.Value?.Report(trace);

    /// <param name="Report">Is told of every attempt at a request.</param>
    /// <param name="WantsDetails">Whether headers and bodies are wanted too, which are written down for nobody else.</param>
    internal sealed record Listener(Action<RequestTrace> Report, bool WantsDetails);
}
