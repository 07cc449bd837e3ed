using System.Management.Automation;
using Databricks.Jobs.Models;
using Databricks.Jobs.PowerShell.Engine;

namespace Databricks.Jobs.PowerShell.Commands;

/// <summary>Gets runs: by id, of a job, or all.</summary>
[Cmdlet(VerbsCommon.Get, "DbxRun", DefaultParameterSetName = IdSet, SupportsPaging = true, HelpUri = Help.Base + "Get-DbxRun.md")]
[OutputType(typeof(BaseRun), ParameterSetName = [ListSet])]
[OutputType(typeof(Run), typeof(BaseRun), ParameterSetName = [IdSet])]
public sealed class GetDbxRunCommand : DbxCommand
{
    private const string ListSet = "List";
    private const string IdSet = "Id";
    private const int LargestPage = 25;

    // A run that is piped has a JobId too. Being of one kind with -JobId and in the default set makes its RunId win.
    /// <summary>Ids of runs.</summary>
    [Parameter(
        Position = 0,
        ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true,
        ParameterSetName = IdSet,
        HelpMessage = "Ids of the runs to get; without them runs are listed.")]
    [Alias("run_id")]
    [ValidateNotNullOrEmpty]
    public long[]? RunId { get; set; }

    /// <summary>The jobs whose runs are listed.</summary>
    [Parameter(
        ValueFromPipelineByPropertyName = true,
        ParameterSetName = ListSet,
        HelpMessage = "List only runs of these jobs.")]
    [Alias("job_id")]
    [ValidateNotNullOrEmpty]
    public long[]? JobId { get; set; }

    /// <summary>Whether to list active runs only.</summary>
    [Parameter(ParameterSetName = ListSet, HelpMessage = "List only runs that have not ended.")]
    public SwitchParameter Active { get; set; }

    /// <summary>Whether to list ended runs only.</summary>
    [Parameter(ParameterSetName = ListSet, HelpMessage = "List only runs that have ended.")]
    public SwitchParameter Completed { get; set; }

    /// <summary>What kind of run.</summary>
    [Parameter(ParameterSetName = ListSet, HelpMessage = "List only runs of this type: JOB_RUN, SUBMIT_RUN or WORKFLOW_RUN.")]
    [ValidateSet(nameof(Models.RunType.JOB_RUN), nameof(Models.RunType.SUBMIT_RUN), nameof(Models.RunType.WORKFLOW_RUN))]
    public string? RunType { get; set; }

    /// <summary>The earliest start.</summary>
    [Parameter(ParameterSetName = ListSet, HelpMessage = "List only runs that started at this time or later.")]
    public DateTimeOffset? StartedAfter { get; set; }

    /// <summary>The latest start.</summary>
    [Parameter(ParameterSetName = ListSet, HelpMessage = "List only runs that started at this time or earlier.")]
    public DateTimeOffset? StartedBefore { get; set; }

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
        if (RunId is null)
        {
            WriteLists();
            return;
        }

        foreach (long runId in RunId)
        {
            if (TryAwait(
                token => Client.GetRunAsync(runId, IncludeHistory, IncludeResolvedValues, token), runId, out Run run))
            {
                WriteObject(run);
            }
        }
    }

    private void WriteLists()
    {
        if (IncludeHistory || IncludeResolvedValues)
        {
            WriteError(ErrorRecords.Create(
                "RunIdNeeded",
                ErrorCategory.InvalidArgument,
                "A list of runs has no histories and no resolved values.",
                "Get the runs by id: Get-DbxRun | Get-DbxRun -IncludeHistory.",
                target: null));
        }
        else if (StartedAfter > StartedBefore)
        {
            WriteError(ErrorRecords.Create(
                "TimeWindow",
                ErrorCategory.InvalidArgument,
                $"The time window ends ({StartedBefore:u}) before it starts ({StartedAfter:u}).",
                "Exchange -StartedAfter and -StartedBefore.",
                JobId));
        }
        else if (JobId is null)
        {
            WriteList(jobId: null);
        }
        else
        {
            Array.ForEach(JobId, jobId => WriteList(jobId));
        }
    }

    private void WriteList(long? jobId)
    {
        var paging = new Paging(PagingParameters);
        paging.WriteTotalCount(this);
        var options = new ListRunsOptions
        {
            JobId = jobId,
            ActiveOnly = Active,
            CompletedOnly = Completed,
            RunType = RunType,
            StartTimeFrom = StartedAfter,
            StartTimeTo = StartedBefore,
            ExpandTasks = ExpandTasks,
            Limit = paging.PageSize(LargestPage),
        };
        WriteAll(
            () => Client.ListRunPagesAsync(options, StopToken), jobId, run => paging.Write(this, run));
    }
}
