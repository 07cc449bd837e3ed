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

/// <summary>Gets jobs.</summary>
[Cmdlet(
    VerbsCommon.Get,
    "DbxJob",
    DefaultParameterSetName = IdSet,
    SupportsPaging = true,
    HelpUri = Help.Base + "Get-DbxJob.md")]
[OutputType(typeof(BaseJob), ParameterSetName = [ListSet])]
[OutputType(typeof(Job), typeof(BaseJob), ParameterSetName = [IdSet])]
public sealed class GetDbxJobCommand : FetchCommandBase<JobIdentity, Job>
{
    private const string ListSet = "List";
    private const int MaxPageSize = 100;

    /// <summary>The IDs or names of the jobs.</summary>
    [Parameter(
        Position = 0,
        ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true,
        ParameterSetName = IdSet,
        HelpMessage = "The IDs or names of the jobs to get. By default, jobs are listed.")]
    [Parameter(
        Position = 0,
        ParameterSetName = ListSet,
        HelpMessage = "The names of the jobs to list. Wildcards are allowed.")]
    [ArgumentCompleter(typeof(JobIdOrNameCompleter))]
    [IdTransformation(IdKind.Job)]
    [Alias("job_id")]
    [ValidateNotNullOrEmpty]
    public JobIdentity[]? JobId { get; set; }

    /// <summary>Whether to include the state of triggers.</summary>
    [Parameter(
        ParameterSetName = IdSet,
        HelpMessage = "Includes the state of the trigger of each job, such as the state of a file arrival trigger.")]
    [Alias("include_trigger_state")]
    public SwitchParameter IncludeTriggerState { get; set; }

    /// <summary>The names of the jobs, with wildcards.</summary>
    [Parameter(
        ParameterSetName = ListSet,
        HelpMessage = "The names of the jobs to get. Wildcards are allowed, and names are not case-sensitive.")]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(JobNameCompleter))]
    public string[]? Name { get; set; }

    /// <summary>The tags of the jobs.</summary>
    [Parameter(
        ParameterSetName = ListSet,
        HelpMessage = "Selects only jobs that have all of these tags: a hashtable such as @{ team = 'sales' }.")]
    [ValidateNotNullOrEmpty]
    public IDictionary? Tag { get; set; }

    /// <summary>The creators of the jobs, with wildcards.</summary>
    [Parameter(
        ParameterSetName = ListSet,
        HelpMessage = "Selects only jobs that these users created. Wildcards are allowed.")]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(PrincipalCompleter))]
    public string[]? Creator { get; set; }

    /// <summary>The identities that the jobs run as, with wildcards.</summary>
    [Parameter(
        ParameterSetName = ListSet,
        HelpMessage = "Selects only jobs that run as these users or service principals. Wildcards are allowed.")]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(PrincipalCompleter))]
    public string[]? RunAs { get; set; }

    /// <summary>Whether to select only jobs whose schedule or trigger is paused.</summary>
    [Parameter(ParameterSetName = ListSet, HelpMessage = "Selects only jobs whose schedule or trigger is paused.")]
    public SwitchParameter Paused { get; set; }

    /// <summary>Whether to select only jobs whose schedule or trigger is active.</summary>
    [Parameter(
        ParameterSetName = ListSet,
        HelpMessage = "Selects only jobs whose schedule or trigger is active. Cannot be combined with -Paused.")]
    public SwitchParameter Unpaused { get; set; }

    /// <summary>Whether to select only jobs that have a schedule or trigger or run continuously.</summary>
    [Parameter(
        ParameterSetName = ListSet,
        HelpMessage = "Selects only jobs that have a schedule or trigger or run continuously, including paused jobs.")]
    public SwitchParameter Scheduled { get; set; }

    /// <summary>Whether exactly one job must match.</summary>
    [Parameter(
        ParameterSetName = ListSet,
        HelpMessage = "Requires that exactly one job matches. If none or several match, you get an error that "
            + "lists those that do.")]
    public SwitchParameter One { get; set; }

    /// <summary>Whether to include tasks and job clusters.</summary>
    [Parameter(
        ParameterSetName = ListSet,
        HelpMessage = "Includes the tasks and job clusters of each listed job, up to 100 of each.")]
    public SwitchParameter ExpandTasks { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == ListSet || JobId is null)
        {
            WriteList(JobId);
            return;
        }

        foreach (JobIdentity job in JobId)
        {
            if (job.HasWildcards && !IncludeTriggerState)
            {
                WriteFetched();
                WriteList([job]);
            }
            else if (IsExact(job))
            {
                Fetch([job]);
            }
        }
    }

    private protected override async Task<Job> FetchAsync(
        JobsClient client,
        JobIdentity key,
        CancellationToken cancellationToken)
    {
        JobReference job = await FindJobAsync(client, key, cancellationToken).ConfigureAwait(false);
        return await client.GetAsync(job.Id, IncludeTriggerState, cancellationToken).ConfigureAwait(false);
    }

    private protected override object TargetOf(JobIdentity key) => key.Target;

    private void WriteList(JobIdentity[]? jobs)
    {
        if (!JobFilter.TryCreate(this, jobs, Name, Tag, Creator, out JobFilter filter) || !IsConsistent())
        {
            return;
        }

        PagedOutput output = Output;
        output.WriteTotalCount(this);
        // Filters that are applied here need full pages: a page of one item might not contain a match.
        bool needsWholePages = filter.IsLocal || RunAs is not null || Paused || Unpaused || Scheduled || One;
        var options = new ListJobsOptions
        {
            Name = filter.OnlyName,
            ExpandTasks = ExpandTasks,
            Limit = needsWholePages ? MaxPageSize : output.PageSize(MaxPageSize),
        };
        var found = new List<BaseJob>();
        bool isRead = WriteAll(
            () => Client.ListJobPagesAsync(options, StopToken),
            Name,
            job =>
            {
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
        if (!isRead)
        {
            return;
        }

        if (One)
        {
            WriteFound(found, filter);
        }
        else if (!output.IsDone)
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
            "-Paused and -Unpaused cannot be combined.",
            "Use one of them. -Scheduled selects both paused and unpaused jobs.",
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
        // The list has no identity for a job without run_as, which runs as its creator or as a later owner.
        if (name is null && job.JobId is { } jobId)
        {
            name = TryExecute(token => Client.GetAsync(jobId, cancellationToken: token), jobId, out Job whole)
                ? whole.RunAsUserName
                : null;
        }

        return name is not null && RunAs.Any(pattern => JobFilter.Test(pattern)(name));
    }
}
