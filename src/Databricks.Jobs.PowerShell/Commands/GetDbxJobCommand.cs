using System.Collections;
using System.Management.Automation;
using Databricks.Jobs.Definitions;
using Databricks.Jobs.Models;
using Databricks.Jobs.PowerShell.Binding;
using Databricks.Jobs.PowerShell.Commands.Base;
using Databricks.Jobs.PowerShell.Completion;
using Databricks.Jobs.PowerShell.Errors;
using Databricks.Jobs.PowerShell.Pipeline;

namespace Databricks.Jobs.PowerShell.Commands;

/// <summary>Gets jobs: by id, by name, or all.</summary>
[Cmdlet(VerbsCommon.Get, "DbxJob", DefaultParameterSetName = IdSet, SupportsPaging = true, HelpUri = Help.Base + "Get-DbxJob.md")]
[OutputType(typeof(BaseJob), ParameterSetName = [ListSet])]
[OutputType(typeof(Job), typeof(BaseJob), ParameterSetName = [IdSet])]
public sealed class GetDbxJobCommand : FetchCommandBase<Job>
{
    private const string ListSet = "List";
    private const int MaxPageSize = 100;

    /// <summary>Ids of jobs.</summary>
    [Parameter(
        Position = 0,
        ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true,
        ParameterSetName = IdSet,
        HelpMessage = "Ids of the jobs to get; without them jobs are listed.")]
    [ArgumentCompleter(typeof(JobIdCompleter))]
    [IdTransformation(IdKind.Job, OrName = true)]
    [Alias("job_id")]
    [ValidateNotNullOrEmpty]
    public long[]? JobId { get; set; }

    /// <summary>Names of jobs.</summary>
    [Parameter(
        Position = 0,
        ParameterSetName = ListSet,
        HelpMessage = "Names of the jobs to get; wildcards are allowed, case does not matter.")]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(JobNameCompleter))]
    public string[]? Name { get; set; }

    /// <summary>Tags of jobs.</summary>
    [Parameter(
        ParameterSetName = ListSet,
        HelpMessage = "Only jobs with all of these tags: a hashtable such as @{ team = 'sales' }. Values may have wildcards.")]
    [ValidateNotNullOrEmpty]
    public IDictionary? Tag { get; set; }

    /// <summary>Creators of jobs.</summary>
    [Parameter(
        ParameterSetName = ListSet,
        HelpMessage = "Only jobs that these users created; wildcards are allowed.")]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(PrincipalCompleter))]
    public string[]? Creator { get; set; }

    /// <summary>As whom jobs run.</summary>
    [Parameter(
        ParameterSetName = ListSet,
        HelpMessage = "Only jobs that run as these users or service principals; wildcards are allowed. Where a list does not tell, each job is asked for.")]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(PrincipalCompleter))]
    public string[]? RunAs { get; set; }

    /// <summary>Only jobs that would start by themselves and are paused.</summary>
    [Parameter(ParameterSetName = ListSet, HelpMessage = "Only jobs whose schedule or trigger is paused.")]
    public SwitchParameter Paused { get; set; }

    /// <summary>Only jobs that start by themselves.</summary>
    [Parameter(ParameterSetName = ListSet, HelpMessage = "Only jobs whose schedule or trigger is active.")]
    public SwitchParameter Unpaused { get; set; }

    /// <summary>Only jobs that have something to start them.</summary>
    [Parameter(ParameterSetName = ListSet, HelpMessage = "Only jobs that have a schedule or trigger, or run continuously, paused or not.")]
    public SwitchParameter Scheduled { get; set; }

    /// <summary>Whether there must be exactly one.</summary>
    [Parameter(ParameterSetName = ListSet, HelpMessage = "There must be exactly one such job: none or several are an error.")]
    public SwitchParameter One { get; set; }

    /// <summary>Whether to include tasks.</summary>
    [Parameter(
        ParameterSetName = ListSet,
        HelpMessage = "Include tasks and clusters of each job, the first 100 of each.")]
    public SwitchParameter ExpandTasks { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (JobId is not null)
        {
            Fetch(JobId);
            return;
        }

        WriteList();
    }

    private protected override Task<Job> FetchAsync(JobsClient client, long id, CancellationToken cancellationToken) =>
        client.GetAsync(id, cancellationToken: cancellationToken);

    private void WriteList()
    {
        JobFilter? filter = null;
        if (!TryCheck(() => filter = new JobFilter(Name, Tag, Creator), Tag) || !IsConsistent())
        {
            return;
        }

        var output = new PagedOutput(PagingParameters);
        output.WriteTotalCount(this);
        // What is sorted out here needs whole pages: a page of one item may hold none that is wanted.
        bool needsWholePages = filter!.IsLocal || RunAs is not null || Paused || Unpaused || Scheduled || One;
        var options = new ListJobsOptions
        {
            Name = filter.OnlyName,
            ExpandTasks = ExpandTasks,
            Limit = needsWholePages ? MaxPageSize : output.PageSize(MaxPageSize),
        };
        var found = new List<BaseJob>();
        bool isFound = false;
        WriteAll(
            () => Client.ListJobPagesAsync(options, StopToken),
            Name,
            job =>
            {
                isFound |= filter.IsNamed(job);
                if (!filter.Matches(job) || !HasState(job) || !RunsAs(job))
                {
                    return true;
                }

                if (!One)
                {
                    return output.Write(this, job);
                }

                found.Add(job);
                return true;
            });
        if (One)
        {
            WriteFound(found, filter);
        }
        else if (!isFound && !output.IsDone)
        {
            filter.ReportMissing(this);
        }
    }

    private void WriteFound(List<BaseJob> found, JobFilter filter)
    {
        BaseJob? one = null;
        if (TryCheck(() => one = JobLookupException.Single(found, filter.Description), Name))
        {
            WriteObject(one);
        }
    }

    private bool IsConsistent()
    {
        if (!Paused || !Unpaused)
        {
            return true;
        }

        WriteError(ErrorRecords.Create(
            "PausedAndUnpaused",
            ErrorCategory.InvalidArgument,
            "No job is both paused and unpaused.",
            "Keep one of -Paused and -Unpaused; -Scheduled gives both kinds.",
            Name));
        return false;
    }

    private bool HasState(BaseJob job)
    {
        if (!Paused && !Unpaused && !Scheduled)
        {
            return true;
        }

        return (job.Settings is null ? null : JobPause.IsPaused(job.Settings)) is { } isPaused
            && (!Paused || isPaused)
            && (!Unpaused || !isPaused);
    }

    private bool RunsAs(BaseJob job)
    {
        if (RunAs is null)
        {
            return true;
        }

        JobRunAs? stated = job.Settings?.RunAs;
        string? name = stated?.UserName ?? stated?.ServicePrincipalName ?? stated?.GroupName;
        // A list does not tell of a job that says nothing itself: it runs as its creator, or as a later owner.
        if (name is null && job.JobId is { } jobId)
        {
            name = TryExecute(token => Client.GetAsync(jobId, cancellationToken: token), jobId, out Job whole)
                ? whole.RunAsUserName
                : null;
        }

        return name is not null && RunAs.Any(pattern => JobFilter.Test(pattern)(name));
    }
}
