using Databricks.Jobs.Models;

namespace Databricks.Jobs.LocalWorkspace.Domain;

/// <summary>Runs and attempts as responses show them.</summary>
internal sealed class RunViews(Uri address, string pageKey)
{
    // An active run or task has the time 0.
    private static readonly DateTimeOffset s_notYet = DateTimeOffset.FromUnixTimeMilliseconds(0);

    public const string WorkspaceId = "1004815162342";

    /// <summary>The query of all pages: the workspace, and the key with which a browser can read them.</summary>
    public string PageQuery { get; } = $"?o={WorkspaceId}&key={pageKey}";

    public Run Of(JobRun run) => new()
    {
        RunId = run.RunId,
        JobId = run.JobId,
        JobRunId = run.RunId,
        OriginalAttemptRunId = run.RunId,
        AttemptNumber = 0,
        NumberInJob = run.RunId,
        RunName = run.Name,
        RunType = run.Job is null ? nameof(RunType.SUBMIT_RUN) : nameof(RunType.JOB_RUN),
        Trigger = run.Trigger,
        TriggerInfo = run.Parent is { } parent ? new TriggerInfo { RunId = parent.RunId } : null,
        CreatorUserName = run.Creator,
        Description = run.Settings.Description,
        GitSource = run.Settings.GitSource,
        Schedule = run.Settings.Schedule,
        JobParameters = run.Parameters.Count > 0 ? run.Parameters : null,
        OverridingParameters = run.Overriding,
        StartTime = run.StartTime,
        EndTime = run.EndTime ?? s_notYet,
        RunDuration = run.EndTime is null ? TimeSpan.Zero : Total(run),
        EffectivePerformanceTarget = TargetOf(run, run.Rounds[run.Rounds.Count - 1]),
        QueueDuration = run.Dequeued is { } dequeued && dequeued > run.StartTime ? dequeued - run.StartTime : null,
        SetupDuration = TimeSpan.Zero,
        ExecutionDuration = TimeSpan.Zero,
        CleanupDuration = TimeSpan.Zero,
        RunPageUrl = PageOf(run.JobId, run.RunId),
        State = StateViews.State(run.Phase, run.Termination, StateViews.QueueReason(run)),
        Status = StateViews.Status(run.Phase, run.Termination, StateViews.QueueReason(run)),
    };

    /// <summary>The run of a single task, which has the ID of the attempt.</summary>
    public Run Of(TaskAttempt attempt, bool resolved)
    {
        JobRun run = attempt.Node.Run;
        RunTask task = TaskOf(attempt, resolved);
        return new Run
        {
            RunId = attempt.RunId,
            JobId = run.JobId,
            JobRunId = run.RunId,
            OriginalAttemptRunId = attempt.Node.Attempts[0].RunId,
            AttemptNumber = attempt.Number,
            NumberInJob = attempt.RunId,
            RunName = attempt.Node.Key,
            RunType = run.Job is null ? nameof(RunType.SUBMIT_RUN) : nameof(RunType.JOB_RUN),
            Trigger = attempt.Number > 0 ? nameof(TriggerType.RETRY) : run.Trigger,
            CreatorUserName = run.Creator,
            ClusterInstance = task.ClusterInstance,
            StartTime = task.StartTime,
            EndTime = task.EndTime,
            SetupDuration = task.SetupDuration,
            ExecutionDuration = task.ExecutionDuration,
            CleanupDuration = task.CleanupDuration,
            RunDuration = task.RunDuration,
            EffectivePerformanceTarget = task.EffectivePerformanceTarget,
            RunPageUrl = task.RunPageUrl,
            JobParameters = run.Parameters.Count > 0 ? run.Parameters : null,
            OverridingParameters = run.Overriding,
            State = task.State,
            Status = task.Status,
            Tasks = [task],
            Iterations = attempt.View.ForEachTask is null
                ? null
                : [.. attempt.Iterations.SelectMany(node => node.Attempts).Select(item => TaskOf(item, resolved))],
        };
    }

    public RunTask TaskOf(TaskAttempt attempt, bool resolved)
    {
        JobRun run = attempt.Node.Run;
        RunTask view = attempt.View;
        Phase phase = run.Phase == Phase.Queued && attempt.Phase == Phase.Blocked ? Phase.Queued : attempt.Phase;
        view.RunId = attempt.RunId;
        view.AttemptNumber = attempt.Number;
        view.RunPageUrl = PageOf(run.JobId, attempt.RunId);
        view.GitSource = run.Settings.GitSource;
        view.StartTime = attempt.StartTime;
        view.EndTime = attempt.EndTime ?? s_notYet;
        view.EffectivePerformanceTarget = IsServerless(view) ? attempt.Round.PerformanceTarget : null;
        view.SetupDuration = Between(attempt.StartTime, attempt.RunningSince) ?? TimeSpan.Zero;
        view.ExecutionDuration = Between(attempt.RunningSince, attempt.ExecutionEnd) ?? TimeSpan.Zero;
        view.CleanupDuration = Between(attempt.ExecutionEnd, attempt.EndTime) ?? TimeSpan.Zero;
        view.RunDuration = Between(attempt.StartTime, attempt.EndTime) ?? TimeSpan.Zero;
        view.State = StateViews.State(phase, attempt.Termination, StateViews.QueueReason(run));
        view.Status = StateViews.Status(phase, attempt.Termination, StateViews.QueueReason(run));
        view.ResolvedValues = resolved ? attempt.Resolved : null;
        if (view.ConditionTask is not null) view.ConditionTask.Outcome = attempt.Outcome;
        if (view.ForEachTask is not null) view.ForEachTask.Stats = LoopStats.Of(attempt);
        if (attempt.RunningSince is not null && UsesCluster(view))
        {
            view.ClusterInstance ??= new ClusterInstance
            {
                ClusterId = view.ExistingClusterId ?? $"1122-133000-{attempt.RunId % 100_000_000:x8}",
                SparkContextId = $"{attempt.RunId * 31 % 1_000_000_000_000_000_000}",
            };
        }

        return view;
    }

    public static List<RepairHistoryItem> HistoryOf(JobRun run) => run.Rounds.ConvertAll(round =>
    {
        bool isOriginal = round == run.Rounds[0];
        Phase phase = round.End is null ? run.Phase : Phase.Ended;
        return new RepairHistoryItem
        {
            Type = isOriginal ? nameof(RepairHistoryItemType.ORIGINAL) : nameof(RepairHistoryItemType.REPAIR),
            Id = isOriginal ? null : round.Id,
            StartTime = round.Start,
            EndTime = round.End ?? s_notYet,
            EffectivePerformanceTarget = TargetOf(run, round),
            State = StateViews.State(phase, round.Termination, StateViews.QueueReason(run)),
            Status = StateViews.Status(phase, round.Termination, StateViews.QueueReason(run)),
            TaskRunIds = round.Attempts.ConvertAll(attempt => attempt.RunId),
        };
    });

    private string PageOf(long jobId, long runId) => $"{address}{PageQuery}#job/{jobId}/run/{runId}";

    private static string? TargetOf(JobRun run, RunRound round) =>
        run.Nodes.Exists(node => IsServerless(node.Definition)) ? round.PerformanceTarget : null;

    /// <summary>Whether the performance target applies: the task runs code and does not name a cluster.</summary>
    private static bool IsServerless(RunTask task) => !UsesCluster(task)
        && (task is { NotebookTask: not null } or { SparkPythonTask: not null } or { PythonWheelTask: not null }
            || task is { DbtTask: not null } or { SparkJarTask: not null });

    private static bool UsesCluster(RunTask task) =>
        task.NewCluster is not null || task.ExistingClusterId is not null || task.JobClusterKey is not null;

    private static TimeSpan Total(JobRun run) => run.Rounds.Aggregate(
        TimeSpan.Zero,
        (sum, round) => sum + ((round.End ?? round.Start) - round.Start));

    private static TimeSpan? Between(DateTimeOffset? from, DateTimeOffset? to) => to - from;
}
