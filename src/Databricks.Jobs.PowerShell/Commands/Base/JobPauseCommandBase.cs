using System.Collections;
using System.ComponentModel;
using System.Management.Automation;
using Databricks.Jobs.Definitions;
using Databricks.Jobs.Models;
using Databricks.Jobs.PowerShell.Binding;
using Databricks.Jobs.PowerShell.Completion;

namespace Databricks.Jobs.PowerShell.Commands.Base;

/// <summary>A command that pauses or resumes what starts jobs by itself: by id, or all that fit.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class JobPauseCommandBase : DbxCommandBase
{
    /// <summary>The parameter set of ids.</summary>
    protected const string IdSet = "Id";

    /// <summary>The parameter set of names, tags and creators.</summary>
    protected const string FilterSet = "Filter";

    /// <summary>Ids of jobs.</summary>
    [Parameter(
        Mandatory = true,
        Position = 0,
        ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true,
        ParameterSetName = IdSet,
        HelpMessage = "Ids of the jobs.")]
    [ArgumentCompleter(typeof(JobIdCompleter))]
    [IdTransformation(IdKind.Job, OrName = true)]
    [Alias("job_id")]
    public long[]? JobId { get; set; }

    /// <summary>Names of jobs.</summary>
    [Parameter(Position = 0, ParameterSetName = FilterSet, HelpMessage = "Names of the jobs; wildcards are allowed, case does not matter.")]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(JobNameCompleter))]
    public string[]? Name { get; set; }

    /// <summary>Tags of jobs.</summary>
    [Parameter(
        ParameterSetName = FilterSet,
        HelpMessage = "Only jobs with all of these tags: a hashtable such as @{ team = 'sales' }. Values may have wildcards.")]
    [ValidateNotNullOrEmpty]
    public IDictionary? Tag { get; set; }

    /// <summary>Creators of jobs.</summary>
    [Parameter(
        ParameterSetName = FilterSet,
        HelpMessage = "Only jobs that these users created; wildcards are allowed.")]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(PrincipalCompleter))]
    public string[]? Creator { get; set; }

    /// <summary>Whether to return the jobs.</summary>
    [Parameter(HelpMessage = "Return the jobs that are in the wanted state afterwards.")]
    public SwitchParameter PassThru { get; set; }

    private protected abstract bool IsPausing { get; }

    private string Verb => IsPausing ? "Suspend" : "Resume";

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == FilterSet)
        {
            ChangeFiltered();
            return;
        }

        foreach (long jobId in JobId!)
        {
            if (TryExecute(token => Client.GetAsync(jobId, cancellationToken: token), jobId, out Job job)
                && Change(jobId, job.Settings, job, WriteWarning))
            {
                WriteObject(job);
            }
        }
    }

    private void ChangeFiltered()
    {
        JobFilter? filter = null;
        if (!TryCheck(() => filter = new JobFilter(Name, Tag, Creator), Tag))
        {
            return;
        }

        bool isFound = false;
        var options = new ListJobsOptions { Name = filter!.OnlyName, Limit = 100 };
        WriteAll(
            () => Client.ListJobPagesAsync(options, StopToken),
            Name,
            job =>
            {
                isFound |= filter.IsNamed(job);
                if (filter.Matches(job) && Change(job.JobId ?? 0, job.Settings, job, WriteVerbose))
                {
                    WriteObject(job);
                }

                return true;
            });
        if (!isFound)
        {
            filter.ReportMissing(this);
        }
    }

    /// <returns>Whether the job is wanted in the output.</returns>
    private bool Change(long jobId, JobSettings? settings, JobsModel job, Action<string> reportNothingToDo)
    {
        if (settings is null || JobPause.IsPaused(settings) is null)
        {
            reportNothingToDo($"{job} has no schedule and no trigger: there is nothing to {Verb.ToLowerInvariant()}.");
            return false;
        }

        if (JobPause.Change(settings, IsPausing) is not { } change)
        {
            WriteVerbose($"{job} is {(IsPausing ? "paused" : "not paused")} already.");
            return PassThru;
        }

        var request = new UpdateJob { JobId = jobId, NewSettings = change };
        if (!ShouldProcess($"{job}", $"{Verb} job") || !TryExecute(token => Client.UpdateAsync(request, token), jobId))
        {
            return false;
        }

        JobPause.Apply(settings, change);
        return PassThru;
    }
}
