using System.Management.Automation;
using Databricks.Jobs.Models;
using Databricks.Jobs.PowerShell.Pipeline;
using Databricks.Jobs.Runs;

namespace Databricks.Jobs.PowerShell.Commands;

/// <content>The latest run of each job.</content>
public sealed partial class GetDbxRunCommand
{
    private readonly HashSet<long> _jobsToSearch = [];

    /// <summary>Whether to list only the latest run of each job.</summary>
    [Parameter(
        ParameterSetName = ListSet,
        HelpMessage = "Lists only the latest run of each job, for the specified jobs or all jobs.")]
    public SwitchParameter Latest { get; set; }

    // At the end of the pipeline, because many jobs together need fewer requests.
    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        base.EndProcessing();
        if (_jobsToSearch.Count > 0)
        {
            WriteLatest();
        }
    }

    private void AddJobsToSearch(IReadOnlyCollection<long>? jobIds)
    {
        if (jobIds is not null)
        {
            _jobsToSearch.UnionWith(jobIds);
            return;
        }

        var options = new ListJobsOptions { Limit = 100 };
        WriteAll(() => Client.ListJobPagesAsync(options, StopToken), target: null, job =>
        {
            _jobsToSearch.Add(job.JobId!.Value);
            return true;
        });
    }

    private void WriteLatest()
    {
        ListRunsOptions list = CreateListOptions();
        if (!TryExecute(
            token => Client.FindLatestRunsAsync(_jobsToSearch, list, token),
            target: null,
            out IReadOnlyDictionary<long, BaseRun?> found))
        {
            return;
        }

        JobsClient client = Client;
        IEnumerable<IReadOnlyDictionary<long, BaseRun?>> others = FetchAll(
            _jobsToSearch.Where(jobId => !found.ContainsKey(jobId)),
            static jobId => jobId,
            (jobId, token) => client.FindLatestRunsAsync([jobId], list, token));
        PagedOutput output = Output;
        output.WriteTotalCount(this);
        _ = others.Append(found)
            .SelectMany(static runs => runs.Values)
            .OfType<BaseRun>()
            .OrderByDescending(static run => run.StartTime)
            .All(run => output.Write(this, run));
    }
}
