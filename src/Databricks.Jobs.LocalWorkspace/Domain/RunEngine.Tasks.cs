using Databricks.Jobs.Models;

namespace Databricks.Jobs.LocalWorkspace.Domain;

/// <content>The life cycle of an attempt.</content>
internal sealed partial class RunEngine
{
    private static readonly TimeSpan s_conditionDuration = TimeSpan.FromSeconds(1);

    private void Begin(TaskAttempt attempt)
    {
        JobRun run = attempt.Node.Run;
        attempt.StartTime = events.Now;
        attempt.Phase = Phase.Pending;
        attempt.Script = scripts.Find(run.JobId, run.Name, attempt.Node.Key);
        attempt.Resolved = ResolvedValuesBuilder.Build(attempt);
        LimitTime(attempt);
        bool needsCompute = attempt.View is { ConditionTask: null, RunJobTask: null, ForEachTask: null };
        TimeSpan setup = attempt.Script?.Setup ?? (needsCompute ? options.DefaultSetup : TimeSpan.Zero);
        events.ScheduleAfter(setup, () =>
        {
            if (attempt.Phase == Phase.Pending) Execute(attempt);
        });
    }

    private void LimitTime(TaskAttempt attempt)
    {
        if (attempt.View.TimeoutSeconds is not > 0) return;
        events.ScheduleAfter(TimeSpan.FromSeconds(attempt.View.TimeoutSeconds.Value), () =>
        {
            if (attempt.Phase is Phase.Pending or Phase.Running) Stop(attempt, Termination.TimedOut);
        });
    }

    private void Execute(TaskAttempt attempt)
    {
        attempt.Phase = Phase.Running;
        attempt.RunningSince = events.Now;
        if (attempt.Node.Run.Phase == Phase.Pending) attempt.Node.Run.Phase = Phase.Running;

        if (attempt.View.ForEachTask is { } loop) BeginLoop(attempt, loop);
        else if (attempt.View.RunJobTask is { } child) BeginChild(attempt, child);
        else Work(attempt);
    }

    private void Work(TaskAttempt attempt)
    {
        TimeSpan usual = attempt.View.ConditionTask is null ? options.DefaultDuration : s_conditionDuration;
        events.ScheduleAfter(attempt.Script?.Duration ?? usual, () =>
        {
            if (attempt.Phase == Phase.Running) Complete(attempt, TerminationOfWork(attempt));
        });
    }

    private static Termination TerminationOfWork(TaskAttempt attempt)
    {
        Termination scripted = TerminationOfScript(attempt);
        if (!scripted.Succeeded || attempt.View.ConditionTask is not { } condition) return scripted;

        ResolvedConditionTaskValues values = attempt.Resolved!.ConditionTask!;
        if (ConditionEvaluator.Evaluate(condition.Op, values.Left!, values.Right!) is not { } holds)
        {
            return Termination.TaskFailed(
                $"The condition cannot be evaluated: '{values.Left}' and '{values.Right}' must both be numbers",
                "INVALID_RUN_CONFIGURATION");
        }

        attempt.Outcome = holds ? "true" : "false";
        return scripted;
    }

    private static Termination TerminationOfScript(TaskAttempt attempt)
    {
        if (attempt.Script is not { } script) return Termination.Success;
        string? code = script.TerminationCode;
        return script.ResultOf(attempt.Node.EarlierAttempts + attempt.Number) switch
        {
            "SUCCESS" => Termination.Success,
            "TIMEDOUT" => Termination.TimedOut,
            "CANCELED" => Termination.Canceled,
            "INTERNAL_ERROR" =>
                Termination.PlatformFailed(script.Error ?? "Unexpected error", code ?? "INTERNAL_ERROR"),
            _ => Termination.TaskFailed(code: code ?? "RUN_EXECUTION_ERROR"),
        };
    }

    /// <summary>Ends the execution of an attempt, which is TERMINATING while it cleans up.</summary>
    private void Complete(TaskAttempt attempt, Termination termination, TimeSpan? cleanup = null)
    {
        attempt.ExecutionEnd = events.Now;
        TimeSpan rest = cleanup ?? attempt.Script?.Cleanup ?? TimeSpan.Zero;
        attempt.Phase = Phase.Terminating;
        events.ScheduleAfter(rest, () =>
        {
            if (attempt.Phase == Phase.Terminating) End(attempt, termination);
        });
    }

    private void End(TaskAttempt attempt, Termination termination)
    {
        Close(attempt, termination);
        if (MayRetry(attempt, termination)) Retry(attempt);
        else if (attempt.Node.Owner is { } owner) IterationEnded(owner);
        else Settle(attempt.Node.Run);
    }

    private void Close(TaskAttempt attempt, Termination termination)
    {
        attempt.Phase = Phase.Ended;
        attempt.Termination = termination;
        attempt.EndTime = events.Now;
        attempt.StartTime ??= events.Now;
    }

    private static bool MayRetry(TaskAttempt attempt, Termination termination)
    {
        RunTask task = attempt.View;
        bool wanted =
            termination.Result == "FAILED" || (termination.Result == "TIMEDOUT" && task.RetryOnTimeout == true);
        TaskAttempt? owner = attempt.Node.Owner;
        return wanted
            && attempt.Node.Run.Stopping is null
            && owner is null or { Phase: Phase.Running }
            && (task.MaxRetries == -1 || attempt.Node.Retries < (task.MaxRetries ?? 0));
    }

    private void Retry(TaskAttempt failed)
    {
        failed.Node.Retries++;
        TaskAttempt next = AddAttempt(failed.Node, failed.Round);
        next.Phase = Phase.WaitingForRetry;
        // The interval starts with the failed attempt. Without the second, unlimited retries of a task that takes no
        // time would never let the clock advance.
        var interval = TimeSpan.FromMilliseconds(failed.View.MinRetryIntervalMillis ?? 0);
        DateTimeOffset due = failed.StartTime!.Value + interval;
        DateTimeOffset soonest = events.Now + (failed.View.MaxRetries == -1 ? TimeSpan.FromSeconds(1) : TimeSpan.Zero);
        events.ScheduleAt(due > soonest ? due : soonest, () =>
        {
            if (next.Phase == Phase.WaitingForRetry) Begin(next);
        });
    }
}
