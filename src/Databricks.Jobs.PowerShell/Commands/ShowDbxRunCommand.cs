using System.Management.Automation;
using Databricks.Jobs.Models;
using Databricks.Jobs.PowerShell.Binding;
using Databricks.Jobs.PowerShell.Charts;
using Databricks.Jobs.PowerShell.Commands.Base;
using Databricks.Jobs.PowerShell.Completion;
using Databricks.Jobs.PowerShell.Errors;
using Databricks.Jobs.PowerShell.Formatting;
using Databricks.Jobs.Runs.Timelines;

namespace Databricks.Jobs.PowerShell.Commands;

/// <summary>Shows runs as Gantt charts.</summary>
[Cmdlet(VerbsCommon.Show, "DbxRun", DefaultParameterSetName = IdSet, HelpUri = Help.Base + "Show-DbxRun.md")]
[OutputType(typeof(string))]
public sealed class ShowDbxRunCommand : DbxCommandBase
{
    private const string JobSet = "Job";
    private const int WidthWithoutWindow = 120;

    private bool _isFirst = true;

    // A piped run also has a JobId. Its RunId takes precedence, because this parameter is in the default set.
    /// <summary>The runs.</summary>
    [Parameter(
        Mandatory = true,
        Position = 0,
        ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true,
        ParameterSetName = IdSet,
        HelpMessage = "The IDs of the runs to show.")]
    [ArgumentCompleter(typeof(RunIdCompleter))]
    [IdTransformation(IdKind.Run, OrOther = true)]
    [Alias("run_id")]
    [ValidateNotNullOrEmpty]
    public long[]? RunId { get; set; }

    /// <summary>The jobs whose latest runs are shown.</summary>
    [Parameter(
        Mandatory = true,
        Position = 0,
        ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true,
        ParameterSetName = JobSet,
        HelpMessage = "The IDs or names of the jobs whose latest runs to show.")]
    [ArgumentCompleter(typeof(JobIdCompleter))]
    [IdTransformation(IdKind.Job)]
    [Alias("job_id")]
    [ValidateNotNullOrEmpty]
    public JobIdentity[]? JobId { get; set; }

    /// <summary>The number of runs of a job.</summary>
    [Parameter(
        ParameterSetName = JobSet,
        HelpMessage = "The number of runs of each job to show side by side, from 1 to 25. The default is 1.")]
    [ValidateRange(1, 25)]
    public int Last { get; set; } = 1;

    /// <summary>The number of tasks.</summary>
    [Parameter(
        HelpMessage = "Shows only this number of tasks: those that failed, are active or are on the critical path, and "
            + "then the longest.")]
    [ValidateRange(1, 10_000)]
    public int? Top { get; set; }

    /// <summary>Whether to use only ASCII characters.</summary>
    [Parameter(HelpMessage = "Draws with ASCII characters, without colors.")]
    public SwitchParameter AsText { get; set; }

    /// <summary>The width.</summary>
    [Parameter(
        HelpMessage = "The number of columns of the chart, from 40 to 240. The default is the width of the window.")]
    [ValidateRange(ChartOptions.MinWidth, ChartOptions.MaxWidth)]
    public int? Width { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (RunId is { } runIds)
        {
            object?[] sources = RunSource.Of(runIds);
            foreach (RunTimeline timeline in ReadAll(runIds.Select((id, i) => (id, sources[i]))))
            {
                Write(new RunChart(timeline, Options).Draw());
            }

            return;
        }

        foreach (JobReference job in FindJobs(JobId!))
        {
            ShowLatest(job);
        }
    }

    private ChartOptions Options => new()
    {
        Width = Width ?? WidthOfWindow(),
        Top = Top,
        Glyphs = AsText ? ChartGlyphs.Ascii : ChartGlyphs.Unicode,
        Style = AsText ? null : FormatFunctions.StyleFor(Host),
    };

    private void ShowLatest(JobReference job)
    {
        var options = new ListRunsOptions { JobId = job.Id, Limit = Last };
        var runs = new List<BaseRun>();
        bool isRead = WriteEach(() => Client.ListRunsAsync(options, StopToken), job.Id, run =>
        {
            runs.Add(run);
            return runs.Count < Last;
        });
        if (!isRead)
        {
            return;
        }

        if (runs.Count == 0)
        {
            WriteError(ErrorRecords.Create(
                "NoRuns",
                ErrorCategory.ObjectNotFound,
                $"{job} has no runs.",
                $"Start one with Start-DbxJobRun {job.Id}.",
                job.Id));
            return;
        }

        RunTimeline[] timelines = ReadAll(runs.Select(static run => (run.RunId!.Value, (object?)null)));
        if (timelines.Length == 1)
        {
            Write(new RunChart(timelines[0], Options).Draw());
        }
        else if (timelines.Length > 1)
        {
            Write(new RunComparison(timelines, Options).Draw());
        }
    }

    private RunTimeline[] ReadAll(IEnumerable<(long Id, object? Source)> runs)
    {
        (long Id, object? Source)[] all = [.. runs];
        return [.. Runs().Select(static run => RunTimeline.Create(run, DateTimeOffset.UtcNow))];

        IEnumerable<Run> Runs()
        {
            if (all.All(static run => IsComplete(run.Source)))
            {
                return all.Select(static run => (Run)run.Source!);
            }

            JobsClient? client = null;
            return !TryCheck(() => client = Client, all[0].Id) ? [] : FetchAll(
                all,
                static run => run.Id,
                (run, token) => IsComplete(run.Source)
                    ? Task.FromResult((Run)run.Source!)
                    : client!.GetRunAsync(run.Id, includeHistory: true, cancellationToken: token));
        }
    }

    /// <summary>Whether an object has everything that a chart shows: the run ended, and has all its tasks and repairs.
    /// </summary>
    private static bool IsComplete(object? source) => source is Run { HasMore: not true, Tasks: { } tasks } run
        && RunOutcome.Of(run).IsFinished
        && (run.RepairHistory is not null || tasks.TrueForAll(static task => task.AttemptNumber is null or 0));

    private void Write(IEnumerable<string> lines)
    {
        if (!_isFirst)
        {
            WriteObject("");
        }

        _isFirst = false;
        WriteObject(lines, enumerateCollection: true);
    }

    // In a console of Windows, a line of the whole width is followed by an empty one.
    private int WidthOfWindow() => ViewLoader.WidthOf(Host) switch
    {
        <= 0 => WidthWithoutWindow,
        var width => Math.Min(Math.Max(width - 1, ChartOptions.MinWidth - 1), ChartOptions.MaxWidth),
    };
}
