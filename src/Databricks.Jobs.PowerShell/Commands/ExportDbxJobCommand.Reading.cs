using System.Collections;
using Databricks.Jobs.Definitions;
using Databricks.Jobs.Http;
using Databricks.Jobs.Models;
using Databricks.Jobs.Permissions;
using Databricks.Jobs.PowerShell.Commands.Base;
using Databricks.Jobs.PowerShell.Connections;

namespace Databricks.Jobs.PowerShell.Commands;

/// <content>Reading the jobs, several at the same time.</content>
public sealed partial class ExportDbxJobCommand
{
    private readonly List<(long Id, JobSettings Definition)> _jobs = [];
    private OrderedFetch<JobIdentity, (long, JobSettings)>? _fetch;
    private bool _hasFailed;
    private bool _hasWorkspace;

    private List<JobIdentity> List(JobIdentity[]? jobs, string[]? names, IDictionary? tags)
    {
        var found = new List<JobIdentity>();
        if (!JobFilter.TryCreate(this, jobs, names, tags, null, out JobFilter filter))
        {
            _hasFailed = true;
            return found;
        }

        bool isRead = WriteAll(
            () => Client.ListJobPagesAsync(new ListJobsOptions { Name = filter.OnlyName, Limit = 100 }, StopToken),
            names,
            job =>
            {
                if (filter.Matches(job) && job.JobId is { } id)
                {
                    found.Add(new JobIdentity(id, job));
                }

                return true;
            });
        if (isRead)
        {
            filter.ReportMissing(this);
        }

        _hasFailed |= !isRead;
        // The service lists the newest job first, so a new job would move all others in the file.
        return [.. found.OrderBy(job => job.Name, StringComparer.Ordinal).ThenBy(job => job.Id)];
    }

    private void Collect(IEnumerable<JobIdentity> jobs)
    {
        foreach (JobIdentity job in jobs)
        {
            if (!TryBegin(job))
            {
                _hasFailed = true;
                return;
            }

            WithTracing(() => _fetch!.Add(job));
            while (_fetch!.IsReady || _fetch.IsFull)
            {
                TakeNext();
            }
        }
    }

    // The connection belongs to this thread's runspace; the requests are sent from others.
    private bool TryBegin(JobIdentity job) => TryCheck(
        () =>
        {
            _hasWorkspace = MyInvocation.BoundParameters.ContainsKey(nameof(Workspace));
            JobsClient client = Client;
            _fetch ??= new OrderedFetch<JobIdentity, (long, JobSettings)>(
                MaxRequests, (one, token) => ReadAsync(client, one, token), StopToken);
        },
        job.Target);

    private async Task<(long Id, JobSettings Definition)> ReadAsync(
        JobsClient client,
        JobIdentity identity,
        CancellationToken cancellationToken)
    {
        if (!_hasWorkspace && WorkspaceOrigin.Of(identity.Source) is { } origin)
        {
            client = origin.Client;
        }

        JobReference found = await FindJobAsync(client, identity, cancellationToken).ConfigureAwait(false);
        Job job = await client.GetAsync(found.Id, cancellationToken: cancellationToken).ConfigureAwait(false);
        JobSettings definition = JobDefinitionWriter.DefinitionOf(job);
        return (found.Id, IncludePermission
            ? PermissionFields.Add(
                definition,
                await client.GetPermissionEntriesAsync(found.Id, cancellationToken).ConfigureAwait(false))
            : definition);
    }

    private void TakeAll()
    {
        while (_fetch is { IsEmpty: false })
        {
            TakeNext();
        }
    }

    private void TakeNext()
    {
        (JobIdentity job, Task<(long, JobSettings)> result) = _fetch!.Take();
        if (TryExecute(_ => result, job.Target, out (long, JobSettings) read))
        {
            _jobs.Add(read);
        }
        else
        {
            _hasFailed = true;
        }
    }
}
