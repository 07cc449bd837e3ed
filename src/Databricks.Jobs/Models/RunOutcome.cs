namespace Databricks.Jobs.Models;

/// <summary>The state and the result of a run or task, from either of the two forms that the API has for it.</summary>
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
        // The older result is more precise (a timeout is CANCELED in the newer), but must not contradict the newer one.
        string? newer = termination?.Code is { } code ? ResultOf(code) : null;
        string? older = state?.ResultState;
        bool agree = newer is null || older is null || IsGood(newer) == IsGood(older);
        Result = (agree ? older : null) ?? newer ?? (State == "TERMINATED" ? termination?.Type : State) ?? "UNKNOWN";
    }

    /// <summary>The life cycle state, such as RUNNING, TERMINATED or, in the older form, INTERNAL_ERROR.</summary>
    public string State { get; }

    /// <summary>Whether it has ended, with any result.</summary>
    public bool IsFinished { get; }

    /// <summary>Whether the result is SUCCESS. Every other result is a failure.</summary>
    public bool IsSuccess => IsFinished && Result == Success;

    /// <summary>The result, such as SUCCESS, FAILED, TIMEDOUT or CANCELED; null while it is active.</summary>
    public string? Result { get; }

    /// <summary>The more precise code of the result, such as RUN_EXECUTION_ERROR; null if the service sent
    /// none.</summary>
    public string? Code { get; }

    /// <summary>The service's message about it; empty if there is none.</summary>
    public string Message { get; }

    /// <summary>Whether it never ran, because of the results of other tasks or because it was not selected.</summary>
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

    /// <summary>The outcome of a repair, or of the original run in the repair history.</summary>
    public static RunOutcome Of(RepairHistoryItem repair)
    {
        ArgumentChecks.NotNull(repair, nameof(repair));
        return new RunOutcome(repair.Status, repair.State);
    }

    /// <summary>Whether it has ended successfully.</summary>
    /// <param name="acceptSuccessWithFailures">Whether SUCCESS_WITH_FAILURES also counts as success.</param>
    public bool Succeeded(bool acceptSuccessWithFailures) =>
        IsSuccess || (acceptSuccessWithFailures && IsFinished && Result == SuccessWithFailures);

    /// <summary>The result, or the state while it is active.</summary>
    public override string ToString() => ScreenText.Line(Result ?? State);

    /// <summary>Result and message in one line, such as <c>FAILED - message</c>; null if the service sent neither.
    /// </summary>
    internal static string? Describe(RunStatus? status, RunState? state)
    {
        string message = new RunOutcome(status, state).Message;
        return Phrase.Join(" - ", TextOf(status, state), Phrase.Line(message));
    }

    /// <summary>The result, or the state while it is active; null if the service sent neither.</summary>
    internal static string? TextOf(RunStatus? status, RunState? state)
    {
        var outcome = new RunOutcome(status, state);
        bool isKnown = outcome.Result is not null || (status?.State ?? state?.LifeCycleState) is not null;
        return isKnown ? outcome.ToString() : state?.ResultState;
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
