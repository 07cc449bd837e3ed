using System.Collections;
using System.ComponentModel;
using System.Management.Automation;
using Databricks.Jobs.Definitions;
using Databricks.Jobs.Models;
using Databricks.Jobs.PowerShell.Binding;
using Databricks.Jobs.PowerShell.Completion;

namespace Databricks.Jobs.PowerShell.Commands.Base;

/// <summary>A command that pauses or resumes the schedules and triggers of jobs.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class JobPauseCommandBase : DbxCommandBase
{
    /// <summary>The parameter set with filters.</summary>
    protected const string FilterSet = "Filter";

    private readonly List<PauseChange> _changes = [];

    /// <summary>The IDs or names of the jobs.</summary>
    [Parameter(
        Mandatory = true,
        Position = 0,
        ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true,
        ParameterSetName = IdSet,
        HelpMessage = "The IDs or names of the jobs.")]
    [Parameter(
        Position = 0,
        ParameterSetName = FilterSet,
        HelpMessage = "The names of the jobs. Wildcards are allowed.")]
    [ArgumentCompleter(typeof(JobIdOrNameCompleter))]
    [IdTransformation(IdKind.Job)]
    [Alias("job_id")]
    public JobIdentity[]? JobId { get; set; }

    /// <summary>The names of the jobs, with wildcards.</summary>
    [Parameter(
        ParameterSetName = FilterSet,
        HelpMessage = "The names of the jobs. Wildcards are allowed, and names are not case-sensitive.")]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(JobNameCompleter))]
    public string[]? Name { get; set; }

    /// <summary>The tags of the jobs.</summary>
    [Parameter(
        ParameterSetName = FilterSet,
        HelpMessage = "Selects only jobs that have all of these tags: a hashtable such as @{ team = 'sales' }.")]
    [ValidateNotNullOrEmpty]
    public IDictionary? Tag { get; set; }

    /// <summary>The creators of the jobs, with wildcards.</summary>
    [Parameter(
        ParameterSetName = FilterSet,
        HelpMessage = "Selects only jobs that these users created. Wildcards are allowed.")]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(PrincipalCompleter))]
    public string[]? Creator { get; set; }

    /// <summary>Whether to return the jobs.</summary>
    [Parameter(
        HelpMessage = "Returns the jobs that are in the requested state afterwards, including jobs that already "
            + "were.")]
    public SwitchParameter PassThru { get; set; }

    /// <summary>Whether to change everything without a prompt.</summary>
    [Parameter(HelpMessage = "Suppresses the confirmation prompts.")]
    public SwitchParameter Force { get; set; }

    private protected override bool IsForced => Force;

    private protected abstract bool IsPausing { get; }

    private string Verb => IsPausing ? "Suspend" : "Resume";

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == FilterSet)
        {
            ChangeFiltered(JobId);
            return;
        }

        foreach (JobIdentity pattern in JobId!.Where(static job => job.HasWildcards))
        {
            ChangeFiltered([pattern]);
        }

        foreach (JobReference found in FindJobs([.. JobId!.Where(static job => !job.HasWildcards)]))
        {
            if (TryExecute(token => Client.GetAsync(found.Id, cancellationToken: token), found.Id, out Job job))
            {
                Add(found.Id, job.Settings, job, WriteWarning);
            }
        }
    }

    // At the end of the pipeline, when it is known how many jobs are meant.
    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (!ShouldProcessAll([.. _changes.Where(static change => change.Request is not null)], Verb, "jobs"))
        {
            return;
        }

        foreach (PauseChange change in _changes)
        {
            if (Apply(change) && PassThru)
            {
                WriteObject(change.Job);
            }
        }
    }

    private void ChangeFiltered(JobIdentity[]? jobs)
    {
        if (!JobFilter.TryCreate(this, jobs, Name, Tag, Creator, out JobFilter filter))
        {
            return;
        }

        var options = new ListJobsOptions { Name = filter.OnlyName, Limit = 100 };
        bool isRead = WriteAll(
            () => Client.ListJobPagesAsync(options, StopToken),
            Name,
            job =>
            {
                if (filter.Matches(job))
                {
                    Add(job.JobId ?? 0, job.Settings, job, WriteVerbose);
                }

                return true;
            });
        if (isRead)
        {
            filter.ReportMissing(this);
        }
    }

    private void Add(long jobId, JobSettings? settings, JobsModel job, Action<string> reportNothingToDo)
    {
        if (settings is null || JobPause.IsPaused(settings) is null)
        {
            reportNothingToDo(
                $"{job} has no schedule and no trigger, so there is nothing to {Verb.ToLowerInvariant()}.");
            return;
        }

        JobSettings? change = JobPause.Change(settings, IsPausing);
        if (change is null)
        {
            WriteVerbose($"{job} is already {(IsPausing ? "paused" : "active")}.");
        }

        _changes.Add(new PauseChange(
            job, settings, change is null ? null : new UpdateJob { JobId = jobId, NewSettings = change }));
    }

    /// <returns>Whether the job is in the requested state.</returns>
    private bool Apply(PauseChange change)
    {
        if (change.Request is not { } request)
        {
            return true;
        }

        if (!ShouldProcess($"{change.Job}", $"{Verb} job")
            || !TryExecute(token => Client.UpdateAsync(request, token), request.JobId))
        {
            return false;
        }

        JobPause.Apply(change.Settings, request.NewSettings!);
        return true;
    }

    /// <param name="Job">The job.</param>
    /// <param name="Settings">Its settings.</param>
    /// <param name="Request">The request; null if the job is in the requested state already.</param>
    private sealed record PauseChange(JobsModel Job, JobSettings Settings, UpdateJob? Request)
    {
        public override string ToString() => $"{Job}";
    }
}
