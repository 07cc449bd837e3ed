using Databricks.Jobs.Http;

namespace Databricks.Jobs.PowerShell.Engine;

/// <summary>Leads what a connection reports of its requests to the command that caused them.</summary>
internal static class RequestLines
{
    // A connection serves many commands, at times several of one pipeline at once; the flow of the work tells whose
    // request it is.
    private static readonly AsyncLocal<Action<RequestTrace>?> Current = new();

    public static Action<RequestTrace>? Sink
    {
        set => Current.Value = value;
    }

    public static void Report(RequestTrace trace) => Current.Value?.Invoke(trace);
}
