using System.Management.Automation;
using Databricks.Jobs.Models;
using Databricks.Jobs.PowerShell.Binding;
using Databricks.Jobs.PowerShell.Commands.Base;
using Databricks.Jobs.PowerShell.Completion;
using Databricks.Jobs.PowerShell.Errors;
using Databricks.Jobs.PowerShell.Pipeline;
using Databricks.Jobs.Runs;

namespace Databricks.Jobs.PowerShell.Commands;

/// <summary>Gets runs: by id, of a job, or all that fit.</summary>
[Cmdlet(VerbsCommon.Get, "DbxRun", DefaultParameterSetName = IdSet, SupportsPaging = true, HelpUri = Help.Base + "Get-DbxRun.md")]
[OutputType(typeof(BaseRun), ParameterSetName = [ListSet])]
[OutputType(typeof(Run), typeof(BaseRun), ParameterSetName = [IdSet])]
public sealed class GetDbxRunCommand : FetchCommandBase<Run>
{
    private const string ListSet = "List";
    private const int MaxPageSize = 25;

    // A run that is piped has a JobId too. Being of one kind with -JobId and in the default set makes its RunId win.
    /// <summary>Ids of runs.</summary>
    [Parameter(
        Position = 0,
        ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true,
        ParameterSetName = IdSet,
        HelpMessage = "Ids of the runs to get; without them runs are listed.")]
    [ArgumentCompleter(typeof(RunIdCompleter))]
    [IdTransformation(IdKind.Run)]
    [Alias("run_id")]
    [ValidateNotNullOrEmpty]
    public long[]? RunId { get; set; }

    /// <summary>The jobs whose runs are listed.</summary>
    [Parameter(
        ValueFromPipelineByPropertyName = true,
        ParameterSetName = ListSet,
        HelpMessage = "List only runs of these jobs.")]
    [ArgumentCompleter(typeof(JobIdCompleter))]
    [IdTransformation(IdKind.Job)]
    [Alias("job_id")]
    [ValidateNotNullOrEmpty]
    public long[]? JobId { get; set; }

    /// <summary>The names of the jobs whose runs are listed.</summary>
    [Parameter(
        ParameterSetName = ListSet,
        HelpMessage = "List only runs of jobs of these names; wildcards are allowed, case does not matter.")]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(JobNameCompleter))]
    public string[]? JobName { get; set; }

    /// <summary>The names of the runs.</summary>
    [Parameter(
        ParameterSetName = ListSet,
        HelpMessage = "List only runs of these names; wildcards are allowed. A run of a job has the job's name.")]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(RunNameCompleter))]
    public string[]? Name { get; set; }

    /// <summary>How runs stand.</summary>
    [Parameter(ParameterSetName = ListSet, HelpMessage = "List only runs that stand so: RUNNING, QUEUED, PENDING, TERMINATED and others.")]
    [ValidateNotNullOrEmpty]
    [KnownValueTransformation(typeof(RunLifecycleStateV2State))]
    [ArgumentCompleter(typeof(KnownValueCompleter<RunLifecycleStateV2State>))]
    public string[]? State { get; set; }

    /// <summary>How runs ended.</summary>
    [Parameter(ParameterSetName = ListSet, HelpMessage = "List only runs that ended so: FAILED, TIMEDOUT, CANCELED, SUCCESS and others.")]
    [ValidateNotNullOrEmpty]
    [KnownValueTransformation(
        typeof(RunResultState),
        Also = [nameof(RunLifeCycleState.SKIPPED), nameof(RunLifeCycleState.INTERNAL_ERROR)])]
    [ArgumentCompleter(typeof(KnownValueCompleter<RunResultState>))]
    public string[]? Result { get; set; }

    /// <summary>Whether to list active runs only.</summary>
    [Parameter(ParameterSetName = ListSet, HelpMessage = "List only runs that have not ended.")]
    public SwitchParameter Active { get; set; }

    /// <summary>Whether to list ended runs only.</summary>
    [Parameter(ParameterSetName = ListSet, HelpMessage = "List only runs that have ended.")]
    public SwitchParameter Completed { get; set; }

    /// <summary>What kind of run.</summary>
    [Parameter(ParameterSetName = ListSet, HelpMessage = "List only runs of this type: JOB_RUN, SUBMIT_RUN or WORKFLOW_RUN.")]
    [KnownValueTransformation(typeof(RunType))]
    [ArgumentCompleter(typeof(KnownValueCompleter<RunType>))]
    public string? RunType { get; set; }

    /// <summary>The earliest start.</summary>
    [Parameter(ParameterSetName = ListSet, HelpMessage = "List only runs that started at this time or later: a time, or how long ago, such as 90m, 2h or 7d.")]
    [TimeOrAgeTransformation]
    public DateTimeOffset? StartedAfter { get; set; }

    /// <summary>The latest start.</summary>
    [Parameter(ParameterSetName = ListSet, HelpMessage = "List only runs that started at this time or earlier: a time, or how long ago, such as 90m, 2h or 7d.")]
    [TimeOrAgeTransformation]
    public DateTimeOffset? StartedBefore { get; set; }

    /// <summary>How far to look back.</summary>
    [Parameter(ParameterSetName = ListSet, HelpMessage = "List only runs that started within this time: 90m, 2h, 7d, or a TimeSpan. Short for -StartedAfter.")]
    [TimeOrAgeTransformation]
    public DateTimeOffset? Last { get; set; }

    /// <summary>Whether to include tasks.</summary>
    [Parameter(ParameterSetName = ListSet, HelpMessage = "Include tasks and clusters of each run, the first 100 of each.")]
    public SwitchParameter ExpandTasks { get; set; }

    /// <summary>Whether to include repairs.</summary>
    [Parameter(ParameterSetName = IdSet, HelpMessage = "Include the history of repairs.")]
    public SwitchParameter IncludeHistory { get; set; }

    /// <summary>Whether to include resolved values.</summary>
    [Parameter(ParameterSetName = IdSet, HelpMessage = "Include the values that references such as {{job.parameters.x}} stood for.")]
    public SwitchParameter IncludeResolvedValues { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (RunId is not null)
        {
            Fetch(RunId);
            return;
        }

        WriteFetched();
        if (FindConflict() is { } conflict)
        {
            WriteError(conflict);
        }
        else if (JobName is not null)
        {
            WriteOfNames();
        }
        else
        {
            WriteList(JobId);
        }
    }

    private protected override Task<Run> FetchAsync(JobsClient client, long id, CancellationToken cancellationToken) =>
        client.GetRunAsync(id, IncludeHistory, IncludeResolvedValues, cancellationToken);

    private ErrorRecord? FindConflict()
    {
        DateTimeOffset? start = StartedAfter ?? Last;
        return this switch
        {
            { IncludeHistory.IsPresent: true } or { IncludeResolvedValues.IsPresent: true } => CreateError(
                "RunIdNeeded",
                "A list of runs has no histories and no resolved values.",
                "Get the runs by id: Get-DbxRun | Get-DbxRun -IncludeHistory."),
            { StartedAfter: not null, Last: not null } => CreateError(
                "StartTwice",
                "The start of the time window is given twice, as -StartedAfter and as -Last.",
                "Keep one of them."),
            _ when start > StartedBefore => CreateError(
                "TimeWindow",
                $"The time window ends ({StartedBefore:u}) before it starts ({start:u}).",
                "Exchange -StartedAfter and -StartedBefore; of two ages the larger one is the start."),
            { JobId: not null, JobName: not null } => CreateError(
                "JobTwice",
                "The jobs are given twice, by id and by name.",
                "Keep one of -JobId and -JobName."),
            { Active.IsPresent: true, Result: not null } => CreateError(
                "ActiveResult",
                "A run that has not ended has no result.",
                "Keep one of -Active and -Result."),
            _ => null,
        };
    }

    private ErrorRecord CreateError(string id, string problem, string action) =>
        ErrorRecords.Create(id, ErrorCategory.InvalidArgument, problem, action, JobId);

    private void WriteOfNames()
    {
        var filter = new JobFilter(JobName, tags: null, creators: null);
        var jobIds = new List<long>();
        var options = new ListJobsOptions { Name = filter.OnlyName, Limit = 100 };
        bool isRead = WriteAll(() => Client.ListJobPagesAsync(options, StopToken), JobName, job =>
        {
            if (filter.Matches(job) && job.JobId is { } jobId)
            {
                jobIds.Add(jobId);
            }

            return true;
        });
        if (!isRead)
        {
            return;
        }

        if (jobIds.Count == 0)
        {
            filter.ReportMissing(this);
        }

        WriteList(jobIds);
    }

    private void WriteList(IReadOnlyCollection<long>? jobIds)
    {
        var output = new PagedOutput(PagingParameters);
        output.WriteTotalCount(this);
        Func<string, bool>[]? names = Name?.Select(JobFilter.Test).ToArray();
        var options = new RunSearchOptions
        {
            List = new ListRunsOptions
            {
                ActiveOnly = Active,
                CompletedOnly = Completed,
                RunType = RunType,
                StartTimeFrom = StartedAfter ?? Last,
                StartTimeTo = StartedBefore,
                ExpandTasks = ExpandTasks,
                Limit = output.PageSize(MaxPageSize),
            },
            JobIds = jobIds,
            States = State,
            Results = Result,
            Filter = names is null ? null : run => names.Any(test => test(run.RunName ?? "")),
        };
        WriteAll(() => Client.FindRunPagesAsync(options, StopToken), jobIds, run => output.Write(this, run));
    }
}
