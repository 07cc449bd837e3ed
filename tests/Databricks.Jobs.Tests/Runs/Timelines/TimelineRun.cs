using Databricks.Jobs.Models;
using Databricks.Jobs.Runs.Timelines;

namespace Databricks.Jobs.Tests.Runs.Timelines;

/// <summary>Builds runs whose times are seconds since their start.</summary>
internal sealed class TimelineRun
{
    public static readonly DateTimeOffset Start = new(2026, 11, 1, 2, 0, 0, TimeSpan.Zero);

    private readonly Run _run = new()
    {
        RunId = 1,
        JobId = 7,
        StartTime = Start,
        Tasks = [],
        Status = new RunStatus { State = "RUNNING" },
    };

    public static DateTimeOffset At(double seconds) => Start.AddSeconds(seconds);

    /// <summary>Adds an attempt that ended.</summary>
    public TimelineRun Task(
        string key,
        double start,
        double end,
        string[]? on = null,
        string code = "SUCCESS",
        int attempt = 0,
        double queue = 0,
        double setup = 0,
        double cleanup = 0) => Add(new RunTask
        {
            TaskKey = key,
            RunId = 100 + _run.Tasks!.Count,
            AttemptNumber = attempt,
            DependsOn = DependenciesOf(on),
            StartTime = At(start),
            EndTime = At(end),
            QueueDuration = TimeSpan.FromSeconds(queue),
            SetupDuration = TimeSpan.FromSeconds(setup),
            ExecutionDuration = TimeSpan.FromSeconds(end - start - queue - setup - cleanup),
            CleanupDuration = TimeSpan.FromSeconds(cleanup),
            Status = Ended(code),
        });

    /// <summary>Adds an attempt that is active, or that waits.</summary>
    public TimelineRun Active(string key, double? start, string state, string[]? on = null, int attempt = 0) =>
        Add(new RunTask
        {
            TaskKey = key,
            RunId = 100 + _run.Tasks!.Count,
            AttemptNumber = attempt,
            DependsOn = DependenciesOf(on),
            StartTime = start is { } seconds ? At(seconds) : null,
            Status = new RunStatus { State = state },
        });

    /// <summary>Adds a task that never ran. The service reports when that was decided.</summary>
    public TimelineRun Skipped(string key, double at, string[] on, string result = "UPSTREAM_FAILED") => Add(new RunTask
    {
        TaskKey = key,
        RunId = 100 + _run.Tasks!.Count,
        DependsOn = DependenciesOf(on),
        StartTime = At(at),
        EndTime = At(at),
        State = new RunState { LifeCycleState = "TERMINATED", ResultState = result },
    });

    /// <summary>Adds the original run or a repair to the history; null for the end of one in progress.</summary>
    public TimelineRun Round(long? repairId, double start, double? end, params int[] attempts)
    {
        (_run.RepairHistory ??= []).Add(new RepairHistoryItem
        {
            Type = repairId is null ? "ORIGINAL" : "REPAIR",
            Id = repairId,
            StartTime = At(start),
            EndTime = end is { } seconds ? At(seconds) : null,
            TaskRunIds = [.. attempts.Select(index => 100L + index)],
        });
        return this;
    }

    /// <summary>The timeline of the run after it ended.</summary>
    public RunTimeline Ends(double end, string code = "SUCCESS")
    {
        _run.EndTime = At(end);
        _run.Status = Ended(code);
        return RunTimeline.Create(_run, At(100_000));
    }

    /// <summary>The timeline of the run while it is active.</summary>
    public RunTimeline Now(double now) => RunTimeline.Create(_run, At(now));

    private TimelineRun Add(RunTask task)
    {
        _run.Tasks!.Add(task);
        return this;
    }

    private static List<TaskDependency>? DependenciesOf(string[]? keys) =>
        keys?.Select(static key => new TaskDependency { TaskKey = key }).ToList();

    private static RunStatus Ended(string code) => new()
    {
        State = "TERMINATED",
        TerminationDetails = new TerminationDetails { Code = code },
    };
}
