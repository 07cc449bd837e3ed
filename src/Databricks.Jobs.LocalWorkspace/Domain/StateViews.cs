using Databricks.Jobs.Models;

namespace Databricks.Jobs.LocalWorkspace.Domain;

/// <summary>A phase in the older form (state) and in the newer form (status).</summary>
internal static class StateViews
{
    public static string? QueueReason(JobRun run) => run.Phase == Phase.Queued
        ? $"Queued due to reaching maximum concurrent runs of {run.Job?.Settings.MaxConcurrentRuns ?? 1}."
        : null;

    public static RunState State(Phase phase, Termination? termination, string? queueReason) => new()
    {
        LifeCycleState = phase switch
        {
            Phase.Ended => termination!.LifeCycle,
            Phase.WaitingForRetry => nameof(RunLifeCycleState.WAITING_FOR_RETRY),
            _ => NameOf(phase),
        },
        ResultState = termination?.Result,
        StateMessage = termination?.Message ?? Explain(phase),
        UserCancelledOrTimedout = termination?.WasStopped ?? false,
        QueueReason = phase == Phase.Queued ? queueReason : null,
    };

    public static RunStatus Status(Phase phase, Termination? termination, string? queueReason) => new()
    {
        State = phase switch
        {
            Phase.Ended => nameof(RunLifecycleStateV2State.TERMINATED),
            Phase.WaitingForRetry => "WAITING",
            _ => NameOf(phase),
        },
        TerminationDetails = termination is null
            ? null
            : new TerminationDetails
            {
                Code = termination.Code,
                Type = termination.Type,
                Message = termination.Message,
            },
        QueueDetails = phase == Phase.Queued
            ? new QueueDetails
            {
                Code = nameof(QueueDetailsCodeCode.MAX_CONCURRENT_RUNS_REACHED),
                Message = queueReason,
            }
            : null,
    };

    private static string NameOf(Phase phase) => phase.ToString().ToUpperInvariant();

    private static string Explain(Phase phase) => phase switch
    {
        Phase.Pending => "Waiting for cluster",
        Phase.Running => "In run",
        Phase.WaitingForRetry => "Waiting for a retry",
        Phase.Terminating => "Terminating the run",
        _ => "",
    };
}
