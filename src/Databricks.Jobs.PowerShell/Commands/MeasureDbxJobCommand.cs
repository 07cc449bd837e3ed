using System.Management.Automation;
using Databricks.Jobs.PowerShell.Binding;
using Databricks.Jobs.PowerShell.Commands.Base;
using Databricks.Jobs.PowerShell.Completion;
using Databricks.Jobs.Runs.Statistics;

namespace Databricks.Jobs.PowerShell.Commands;

/// <summary>Measures the latest runs of jobs.</summary>
[Cmdlet(
    VerbsDiagnostic.Measure,
    "DbxJob",
    DefaultParameterSetName = IdSet,
    HelpUri = Help.Base + "Measure-DbxJob.md")]
[OutputType(typeof(JobStatistics), typeof(TaskStatistics))]
public sealed class MeasureDbxJobCommand : FetchCommandBase<long, JobStatistics>
{
    private const int DefaultLast = 25;
    private const int Activity = 1_469_599;

    private int _runs;
    private bool _hasProgress;

    /// <summary>The IDs or names of the jobs.</summary>
    [Parameter(
        Mandatory = true,
        Position = 0,
        ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true,
        ParameterSetName = IdSet,
        HelpMessage = "The IDs or names of the jobs.")]
    [ArgumentCompleter(typeof(JobIdCompleter))]
    [IdTransformation(IdKind.Job)]
    [Alias("job_id")]
    public JobIdentity[]? JobId { get; set; }

    /// <summary>The number of runs.</summary>
    [Parameter(
        HelpMessage = "The number of runs of each job, the newest first. The default is 25, and with -Since all.")]
    [RunCountTransformation]
    [ValidateRange(1, int.MaxValue)]
    public int? Last { get; set; }

    /// <summary>The earliest start time.</summary>
    [Parameter(
        HelpMessage = "Measures only runs that started at this time or later: a time, or how long ago, such as "
            + "12h or 7d.")]
    [TimeOrAgeTransformation(CountParameter = "-Last")]
    public DateTimeOffset? Since { get; set; }

    /// <summary>Whether to write each task instead of the job.</summary>
    [Parameter(HelpMessage = "Returns the statistics of each task instead of those of the job.")]
    public SwitchParameter ByTask { get; set; }

    /// <summary>Whether SUCCESS_WITH_FAILURES counts as success.</summary>
    [Parameter(
        HelpMessage = "Treats SUCCESS_WITH_FAILURES (some tasks failed, but the last ones succeeded) as success.")]
    public SwitchParameter AcceptSuccessWithFailures { get; set; }

    private JobStatisticsOptions Options => new()
    {
        Last = Last ?? (Since is null ? DefaultLast : null),
        Since = Since,
        AcceptSuccessWithFailures = AcceptSuccessWithFailures,
    };

    /// <inheritdoc/>
    protected override void ProcessRecord() => Fetch(FindJobs(JobId!).Select(static job => job.Id));

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        base.EndProcessing();
        if (_hasProgress)
        {
            WriteProgress(new ProgressRecord(Activity, "Reading runs", "ended")
            {
                RecordType = ProgressRecordType.Completed,
            });
        }
    }

    private protected override Task<JobStatistics> FetchAsync(
        JobsClient client,
        long key,
        CancellationToken cancellationToken) =>
        client.MeasureJobAsync(key, Options, new PageProgress(this), cancellationToken);

    private protected override void Write(JobStatistics found)
    {
        if (ByTask)
        {
            WriteObject(found.Tasks, enumerateCollection: true);
        }
        else
        {
            WriteObject(found);
        }
    }

    private void ShowPage(int runs)
    {
        _hasProgress = true;
        _runs += runs;
        WriteProgress(new ProgressRecord(Activity, "Reading runs", $"{_runs} runs read"));
    }

    /// <summary>Shows the runs that all lists have returned. Each list reports the number of its runs so far.</summary>
    private sealed class PageProgress(MeasureDbxJobCommand command) : IProgress<int>
    {
        private int _latest;

        public void Report(int value)
        {
            int runs = value - _latest;
            _latest = value;
            command.Post(() => command.ShowPage(runs));
        }
    }
}
