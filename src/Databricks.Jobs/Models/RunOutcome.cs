namespace Databricks.Jobs.Models;

/// <summary>How a run or a task stands, or how it ended, whichever of the API's two ways of telling it came.</summary>
public sealed class RunOutcome
{
    private const string Success = "SUCCESS";
    private const string SuccessWithFailures = "SUCCESS_WITH_FAILURES";

    private RunOutcome(RunStatus? status, RunState? state)
    {
        TerminationDetails? termination = status?.TerminationDetails;
        State = status?.State ?? state?.LifeCycleState ?? "UNKNOWN";
        IsFinished = State is "TERMINATED" or "SKIPPED" or "INTERNAL_ERROR";
        Code = termination?.Code;
        Message =
            FirstNonBlank(termination?.Message, state?.StateMessage, status?.QueueDetails?.Message, state?.QueueReason);
        if (!IsFinished) return;
        // The older word is finer (a time limit is CANCELED in the newer), but must not contradict the newer.
        string? newer = termination?.Code is { } code ? ResultOf(code) : null;
        string? older = state?.ResultState;
        bool agree = newer is null || older is null || IsGood(newer) == IsGood(older);
        Result = (agree ? older : null) ?? newer ?? (State == "TERMINATED" ? termination?.Type : State) ?? "UNKNOWN";
    }

    /// <summary>
    /// The word for where it stands, such as RUNNING, TERMINATED or, of an older kind, INTERNAL_ERROR.
    /// </summary>
    public string State { get; }

    /// <summary>Whether it has ended, well or not.</summary>
    public bool IsFinished { get; }

    /// <summary>Whether it has ended in SUCCESS. Every other ending is a failure.</summary>
    public bool IsSuccess => IsFinished && Result == Success;

    /// <summary>
    /// The word for how it ended, such as SUCCESS, FAILED, TIMEDOUT, CANCELED; null while it has not.
    /// </summary>
    public string? Result { get; }

    /// <summary>The finer word for how it ended, such as RUN_EXECUTION_ERROR; null if the service gave none.</summary>
    public string? Code { get; }

    /// <summary>What the service says about it; empty if nothing.</summary>
    public string Message { get; }

    /// <summary>Whether it never ran, because of what other tasks did or because it was not meant to.</summary>
    public bool NeverRan =>
        Result is "UPSTREAM_FAILED" or "UPSTREAM_CANCELED" or "EXCLUDED" or "SKIPPED" or "DISABLED"
            or "MAXIMUM_CONCURRENT_RUNS_REACHED";

    /// <summary>The outcome of a run.</summary>
    public static RunOutcome Of(Run run)
    {
        ArgumentChecks.NotNull(run, nameof(run));
        return new RunOutcome(run.Status, run.State);
    }

    /// <summary>The outcome of a run from a list.</summary>
    public static RunOutcome Of(BaseRun run)
    {
        ArgumentChecks.NotNull(run, nameof(run));
        return new RunOutcome(run.Status, run.State);
    }

    /// <summary>The outcome of a task of a run.</summary>
    public static RunOutcome Of(RunTask task)
    {
        ArgumentChecks.NotNull(task, nameof(task));
        return new RunOutcome(task.Status, task.State);
    }

    /// <summary>The outcome of a repair, or of the original run among the repairs.</summary>
    public static RunOutcome Of(RepairHistoryItem repair)
    {
        ArgumentChecks.NotNull(repair, nameof(repair));
        return new RunOutcome(repair.Status, repair.State);
    }

    /// <summary>Whether it has ended well.</summary>
    /// <param name="acceptSuccessWithFailures">Whether SUCCESS_WITH_FAILURES counts as well.</param>
    public bool Succeeded(bool acceptSuccessWithFailures) =>
        IsSuccess || (acceptSuccessWithFailures && IsFinished && Result == SuccessWithFailures);

    /// <summary>The word for how it ended, or for where it stands.</summary>
    public override string ToString() => Result ?? State;

    /// <summary>Status and message in one line, such as FAILED - what went wrong; null where the service sent neither.</summary>
    internal static string? Describe(RunStatus? status, RunState? state)
    {
        var outcome = new RunOutcome(status, state);
        bool isKnown = outcome.Result is not null || (status?.State ?? state?.LifeCycleState) is not null;
        return Phrase.Join(" - ", isKnown ? outcome.ToString() : state?.ResultState, Phrase.Line(outcome.Message));
    }

    private static bool IsGood(string result) => result is Success or SuccessWithFailures;

    private static string ResultOf(string code) => code switch
    {
        Success or SuccessWithFailures or "CANCELED" or "SKIPPED" or "DISABLED" => code,
        "USER_CANCELED" => "CANCELED",
        "MAX_CONCURRENT_RUNS_EXCEEDED" => "MAXIMUM_CONCURRENT_RUNS_REACHED",
        _ => "FAILED",
    };

    private static string FirstNonBlank(params string?[] texts) =>
        texts.FirstOrDefault(static text => !string.IsNullOrWhiteSpace(text))?.Trim() ?? "";
}
