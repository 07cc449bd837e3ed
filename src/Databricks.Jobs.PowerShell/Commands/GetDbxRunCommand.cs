using System.Management.Automation;
using Databricks.Jobs.Models;
using Databricks.Jobs.PowerShell.Binding;
using Databricks.Jobs.PowerShell.Commands.Base;
using Databricks.Jobs.PowerShell.Completion;
using Databricks.Jobs.PowerShell.Errors;
using Databricks.Jobs.PowerShell.Pipeline;
using Databricks.Jobs.Runs;

namespace Databricks.Jobs.PowerShell.Commands;

/// <summary>Gets runs.</summary>
[Cmdlet(
    VerbsCommon.Get,
    "DbxRun",
    DefaultParameterSetName = IdSet,
    SupportsPaging = true,
    HelpUri = Help.Base + "Get-DbxRun.md")]
[OutputType(typeof(BaseRun), ParameterSetName = [ListSet])]
[OutputType(typeof(Run), typeof(BaseRun), ParameterSetName = [IdSet])]
public sealed class GetDbxRunCommand : FetchCommandBase<long, Run>
{
    private const string ListSet = "List";
    private const int MaxPageSize = 25;

    // A piped run also has a JobId. Its RunId takes precedence, because this parameter is in the default set.
    /// <summary>The IDs of the runs.</summary>
    [Parameter(
        Position = 0,
        ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true,
        ParameterSetName = IdSet,
        HelpMessage = "The IDs of the runs to get. You can also specify the run ID of a single task.")]
    [ArgumentCompleter(typeof(RunIdCompleter))]
    [IdTransformation(IdKind.Run, OnlyIds = true)]
    [Alias("run_id")]
    [ValidateNotNullOrEmpty]
    public long[]? RunId { get; set; }

    /// <summary>The jobs whose runs are listed.</summary>
    [Parameter(
        Position = 0,
        ValueFromPipelineByPropertyName = true,
        ParameterSetName = ListSet,
        HelpMessage = "The IDs or names of the jobs whose runs to list.")]
    [ArgumentCompleter(typeof(JobIdCompleter))]
    [IdTransformation(IdKind.Job)]
    [Alias("job_id")]
    [ValidateNotNullOrEmpty]
    public JobIdentity[]? JobId { get; set; }

    /// <summary>The names of the jobs whose runs are listed.</summary>
    [Parameter(
        ParameterSetName = ListSet,
        HelpMessage = "The names of the jobs whose runs to list. Wildcards are allowed, and names are not "
            + "case-sensitive.")]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(JobNameCompleter))]
    public string[]? JobName { get; set; }

    /// <summary>The names of the runs.</summary>
    [Parameter(
        ParameterSetName = ListSet,
        HelpMessage = "Selects only runs that have these names. Wildcards are allowed.")]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(RunNameCompleter))]
    public string[]? Name { get; set; }

    /// <summary>The states of the runs.</summary>
    [Parameter(
        ParameterSetName = ListSet,
        HelpMessage = "Selects only runs that are in one of these states: QUEUED, PENDING, RUNNING, "
            + "TERMINATING, TERMINATED and others.")]
    [ValidateNotNullOrEmpty]
    [KnownValueTransformation(
        typeof(RunLifecycleStateV2State),
        Mistaken = typeof(RunResultState),
        MistakenMessage = "{0} is the result of a run that has ended, not a state. Use -Result {0}.")]
    [ArgumentCompleter(typeof(KnownValueCompleter<RunLifecycleStateV2State>))]
    public string[]? State { get; set; }

    /// <summary>The results of the runs.</summary>
    [Parameter(
        ParameterSetName = ListSet,
        HelpMessage = "Selects only runs that have one of these results: SUCCESS, FAILED, TIMEDOUT, CANCELED, "
            + "SKIPPED, INTERNAL_ERROR and others.")]
    [ValidateNotNullOrEmpty]
    [KnownValueTransformation(
        typeof(RunResultState),
        Also = [nameof(RunLifeCycleState.SKIPPED), nameof(RunLifeCycleState.INTERNAL_ERROR)],
        Mistaken = typeof(RunLifecycleStateV2State),
        MistakenMessage = "{0} is the state of a run, not a result. Use -State {0}.")]
    [ArgumentCompleter(typeof(KnownValueCompleter<RunResultState>))]
    public string[]? Result { get; set; }

    /// <summary>Whether to select only runs that have not ended.</summary>
    [Parameter(ParameterSetName = ListSet, HelpMessage = "Selects only runs that have not ended.")]
    public SwitchParameter Active { get; set; }

    /// <summary>Whether to select only runs that have ended.</summary>
    [Parameter(ParameterSetName = ListSet, HelpMessage = "Selects only runs that have ended, with any result.")]
    public SwitchParameter Completed { get; set; }

    /// <summary>The type of the runs.</summary>
    [Parameter(
        ParameterSetName = ListSet,
        HelpMessage = "Selects only runs of this type: JOB_RUN (run of a job), SUBMIT_RUN (one-time run) or "
            + "WORKFLOW_RUN (started by a notebook).")]
    [KnownValueTransformation(typeof(RunType))]
    [ArgumentCompleter(typeof(KnownValueCompleter<RunType>))]
    public string? RunType { get; set; }

    /// <summary>The earliest start time.</summary>
    [Parameter(
        ParameterSetName = ListSet,
        HelpMessage = "Selects only runs that started at this time or later: a time, or how long ago, such as "
            + "90m, 2h or 7d.")]
    [TimeOrAgeTransformation]
    public DateTimeOffset? StartedAfter { get; set; }

    /// <summary>The latest start time.</summary>
    [Parameter(
        ParameterSetName = ListSet,
        HelpMessage = "Selects only runs that started at this time or earlier: a time, or how long ago, such "
            + "as 90m, 2h or 7d.")]
    [TimeOrAgeTransformation]
    public DateTimeOffset? StartedBefore { get; set; }

    /// <summary>The earliest start time, as a duration before now.</summary>
    [Parameter(
        ParameterSetName = ListSet,
        HelpMessage = "Selects only runs that started within this time: 90m, 2h, 7d or a TimeSpan.")]
    [TimeOrAgeTransformation]
    public DateTimeOffset? Last { get; set; }

    /// <summary>Whether to include tasks and job clusters.</summary>
    [Parameter(
        ParameterSetName = ListSet,
        HelpMessage = "Includes the tasks and job clusters of each listed run, up to 100 of each.")]
    public SwitchParameter ExpandTasks { get; set; }

    /// <summary>Whether to include the repair history.</summary>
    [Parameter(
        ParameterSetName = IdSet,
        HelpMessage = "Includes the repair history in the RepairHistory property. Can be used only with -RunId.")]
    public SwitchParameter IncludeHistory { get; set; }

    /// <summary>Whether to include the values of references.</summary>
    [Parameter(
        ParameterSetName = IdSet,
        HelpMessage = "Includes the values that references such as {{job.parameters.date}} had when the task ran.")]
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
        else if (JobId is not null)
        {
            WriteOfJobs(JobId);
        }
        else
        {
            WriteList(jobIds: null);
        }
    }

    private protected override Task<Run> FetchAsync(JobsClient client, long key, CancellationToken cancellationToken) =>
        client.GetRunAsync(key, IncludeHistory, IncludeResolvedValues, cancellationToken);

    private ErrorRecord? FindConflict()
    {
        DateTimeOffset? start = StartedAfter ?? Last;
        return this switch
        {
            { IncludeHistory.IsPresent: true } or { IncludeResolvedValues.IsPresent: true } => CreateError(
                "RunIdNeeded",
                "A list of runs does not contain repair histories or resolved values.",
                "Get the runs by ID: Get-DbxRun | Get-DbxRun -IncludeHistory."),
            { StartedAfter: not null, Last: not null } => CreateError(
                "StartTwice",
                "-StartedAfter and -Last cannot be combined.",
                "Use one of them."),
            _ when start > StartedBefore => CreateError(
                "TimeWindow",
                $"The time window ends ({StartedBefore:u}) before it starts ({start:u}).",
                "Swap -StartedAfter and -StartedBefore. If both are ages, the larger one is the start."),
            { JobId: not null, JobName: not null } => CreateError(
                "JobTwice",
                "-JobId and -JobName cannot be combined.",
                "Use one of them."),
            { Active.IsPresent: true, Result: not null } => CreateError(
                "ActiveResult",
                "-Active and -Result cannot be combined: a run that has not ended has no result.",
                "Use one of them."),
            _ => null,
        };
    }

    private ErrorRecord CreateError(string id, string problem, string action) =>
        ErrorRecords.Create(id, ErrorCategory.InvalidArgument, problem, action, JobId);

    private void WriteOfJobs(JobIdentity[] identities)
    {
        IReadOnlyList<JobReference> jobs = FindJobs(identities);
        if (jobs.Count > 0)
        {
            WriteList([.. jobs.Select(static job => job.Id)]);
        }
    }

    private void WriteOfNames()
    {
        var filter = new JobFilter(JobName!);
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

        filter.ReportMissing(this);
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
