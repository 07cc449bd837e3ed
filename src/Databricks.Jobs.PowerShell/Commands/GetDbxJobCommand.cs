using System.Management.Automation;
using Databricks.Jobs.Models;
using Databricks.Jobs.PowerShell.Engine;

namespace Databricks.Jobs.PowerShell.Commands;

/// <summary>Gets jobs: by id, by name, or all.</summary>
[Cmdlet(VerbsCommon.Get, "DbxJob", DefaultParameterSetName = ListSet, SupportsPaging = true, HelpUri = Help.Base + "Get-DbxJob.md")]
[OutputType(typeof(BaseJob), ParameterSetName = [ListSet])]
[OutputType(typeof(Job), ParameterSetName = [IdSet])]
public sealed class GetDbxJobCommand : DbxCommand
{
    private const string ListSet = "List";
    private const string IdSet = "Id";
    private const int LargestPage = 100;

    /// <summary>Ids of jobs.</summary>
    [Parameter(
        Mandatory = true,
        Position = 0,
        ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true,
        ParameterSetName = IdSet,
        HelpMessage = "Ids of the jobs to get.")]
    [Alias("job_id")]
    public long[]? JobId { get; set; }

    /// <summary>Names of jobs.</summary>
    [Parameter(
        ParameterSetName = ListSet,
        HelpMessage = "Names of the jobs to get; wildcards are allowed, case does not matter.")]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[]? Name { get; set; }

    /// <summary>Whether to include tasks.</summary>
    [Parameter(
        ParameterSetName = ListSet,
        HelpMessage = "Include tasks and clusters of each job, the first 100 of each.")]
    public SwitchParameter ExpandTasks { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == ListSet)
        {
            WriteList();
            return;
        }

        foreach (long jobId in JobId!)
        {
            if (TryAwait(token => Client.GetAsync(jobId, cancellationToken: token), jobId, out Job job))
            {
                WriteObject(job);
            }
        }
    }

    private void WriteList()
    {
        var paging = new Paging(PagingParameters);
        WildcardPattern[]? patterns = Name?
            .Select(name => WildcardPattern.Get(name, WildcardOptions.IgnoreCase))
            .ToArray();
        // One plain name is what the service can look for by itself.
        string? only = Name is [var name] && !WildcardPattern.ContainsWildcardCharacters(name)
            ? WildcardPattern.Unescape(name)
            : null;
        var options = new ListJobsOptions
        {
            Name = only,
            ExpandTasks = ExpandTasks,
            // What is sorted out here needs whole pages: a page of one item may hold none that is wanted.
            Limit = patterns is null || only is not null ? paging.PageSize(LargestPage) : LargestPage,
        };
        bool isFound = false;
        WriteAll(
            () => Client.ListJobPagesAsync(options, StopToken),
            Name,
            job =>
            {
                if (patterns is not null && !IsNamed(job.Settings?.Name ?? "", patterns))
                {
                    return true;
                }

                isFound = true;
                return paging.Write(this, job);
            });
        if (!isFound && only is not null && !paging.IsDone)
        {
            WriteError(ErrorRecords.Create(
                "JobNotFound",
                ErrorCategory.ObjectNotFound,
                $"There is no job named '{only}'.",
                "Look for a part of the name: Get-DbxJob -Name '*part*'.",
                only));
        }
    }

    // A name such as '[dev anna] etl' is a pattern that does not match itself.
    private bool IsNamed(string name, WildcardPattern[] patterns) =>
        patterns.Any(pattern => pattern.IsMatch(name)) || Name!.Contains(name, StringComparer.OrdinalIgnoreCase);
}
