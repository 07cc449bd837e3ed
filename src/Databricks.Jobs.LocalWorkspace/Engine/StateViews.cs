using Databricks.Jobs.Models;

namespace Databricks.Jobs.LocalWorkspace.Engine;

/// <summary>A phase in the older form (state) and in the newer one (status).</summary>
internal static class StateViews
{
    public static string? QueueReason(JobRun run) => run.Phase == Phase.Queued
        ? $"Queued due to reaching maximum concurrent runs of {run.Job?.Settings.MaxConcurrentRuns ?? 1}."
        : null;

    public static RunState State(Phase phase, Ending? ending, string? queueReason) => new()
    {
        LifeCycleState = phase switch
        {
            Phase.Ended => ending!.LifeCycle,
            Phase.WaitingForRetry => nameof(RunLifeCycleState.WAITING_FOR_RETRY),
            _ => Word(phase),
        },
        ResultState = ending?.Result,
        StateMessage = ending?.Message ?? Explain(phase),
        UserCancelledOrTimedout = ending?.WasStopped ?? false,
        QueueReason = phase == Phase.Queued ? queueReason : null,
    };

    public static RunStatus Status(Phase phase, Ending? ending, string? queueReason) => new()
    {
        State = phase switch
        {
            Phase.Ended => nameof(RunLifecycleStateV2State.TERMINATED),
            Phase.WaitingForRetry => "WAITING",
            _ => Word(phase),
        },
        TerminationDetails = ending is null
            ? null
            : new TerminationDetails { Code = ending.Code, Type = ending.Type, Message = ending.Message },
        QueueDetails = phase == Phase.Queued
            ? new QueueDetails
            {
                Code = nameof(QueueDetailsCodeCode.MAX_CONCURRENT_RUNS_REACHED),
                Message = queueReason,
            }
            : null,
    };

    private static string Word(Phase phase) => phase.ToString().ToUpperInvariant();

    private static string Explain(Phase phase) => phase switch
    {
        Phase.Pending => "Waiting for cluster",
        Phase.Running => "In run",
        Phase.WaitingForRetry => "Waiting for a retry",
        Phase.Terminating => "Terminating the run",
        _ => "",
    };
}
