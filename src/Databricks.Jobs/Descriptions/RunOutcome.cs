using Databricks.Jobs.Models;

namespace Databricks.Jobs.Descriptions;

/// <summary>Where a run stands or how it ended, in a few words: RUNNING, or FAILED - what went wrong.</summary>
internal static class RunOutcome
{
    public static string? Of(RunStatus? status, RunState? state)
    {
        // The older form has the word that people look for (FAILED); the newer one has the cause (RUN_EXECUTION_ERROR).
        string? code = state?.ResultState ?? WordOf(status) ?? state?.LifeCycleState;
        string? message = Phrase.Line(state?.StateMessage)
            ?? Phrase.Line(status?.TerminationDetails?.Message)
            ?? Phrase.Line(status?.QueueDetails?.Message);
        return Phrase.Join(" - ", code, message);
    }

    private static string? WordOf(RunStatus? status) => status?.TerminationDetails?.Code ?? status?.State;
}
