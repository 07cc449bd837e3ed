using Databricks.Jobs.Models;

namespace Databricks.Jobs.Runs.Statistics;

/// <summary>The durations and the counts of runs, newest first. It keeps three durations of each run.</summary>
internal sealed class RunSeries
{
    private const int MinTrendRuns = 4;

    private readonly List<TimeSpan> _durations = [];
    private readonly List<TimeSpan> _queues = [];
    private readonly List<TimeSpan> _setups = [];
    private int _succeeded;
    private int _failed;
    private int _canceled;
    private int _skipped;

    /// <summary>The sum of the durations of failed attempts.</summary>
    public TimeSpan TimeLost { get; set; }

    /// <summary>Whether a run or attempt ran and ended without success. A canceled one did not fail.</summary>
    public static bool HasFailed(RunOutcome outcome, bool acceptSuccessWithFailures) => outcome.IsFinished
        && !outcome.NeverRan
        && !IsCanceled(outcome)
        && !outcome.Succeeded(acceptSuccessWithFailures);

    public void Add(RunOutcome outcome, TimeSpan? duration, bool acceptSuccessWithFailures)
    {
        if (outcome.NeverRan)
        {
            _skipped++;
        }
        else if (IsCanceled(outcome))
        {
            _canceled++;
        }
        else if (HasFailed(outcome, acceptSuccessWithFailures))
        {
            _failed++;
        }
        else
        {
            _succeeded++;
            if (duration is { } known) _durations.Add(known);
        }
    }

    public void AddWaits(TimeSpan queue, TimeSpan setup)
    {
        _queues.Add(queue);
        _setups.Add(setup);
    }

    public void CopyTo(RunStatistics statistics)
    {
        statistics.Runs = _succeeded + _failed + _canceled + _skipped;
        statistics.Succeeded = _succeeded;
        statistics.Failed = _failed;
        statistics.Canceled = _canceled;
        statistics.Skipped = _skipped;
        (statistics.MedianDuration, statistics.P95Duration) = Describe(_durations);
        (statistics.MedianQueue, statistics.P95Queue) = Describe(_queues);
        (statistics.MedianSetup, statistics.P95Setup) = Describe(_setups);
        statistics.Trend = FindTrend();
        statistics.TimeLost = TimeLost;
    }

    private static bool IsCanceled(RunOutcome outcome) => outcome.Result == nameof(RunResultState.CANCELED);

    private static (TimeSpan? Median, TimeSpan? P95) Describe(List<TimeSpan> durations)
    {
        TimeSpan[] sorted = [.. durations];
        Array.Sort(sorted);
        return (Percentile.Of(sorted, 50), Percentile.Of(sorted, 95));
    }

    private double? FindTrend()
    {
        if (_durations.Count < MinTrendRuns) return null;
        int half = _durations.Count / 2;
        TimeSpan newer = Percentile.Median(_durations.Take(half))!.Value;
        TimeSpan older = Percentile.Median(_durations.Skip(_durations.Count - half))!.Value;
        return older == TimeSpan.Zero ? null : ((double)newer.Ticks / older.Ticks) - 1;
    }
}
