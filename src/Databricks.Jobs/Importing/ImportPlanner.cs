using Databricks.Jobs.Definitions;
using Databricks.Jobs.Models;
using Databricks.Jobs.Permissions;

namespace Databricks.Jobs.Importing;

/// <summary>Finds out what happens to single jobs.</summary>
/// <param name="client">The workspace.</param>
/// <param name="known">The jobs as the caller knows them; null if that does not matter.</param>
internal sealed class ImportPlanner(JobsClient client, IReadOnlyList<JobDefinition>? known)
{
    public async Task<JobImportItem> PlanAsync(
        JobDefinition definition,
        ExistingJob? job,
        CancellationToken cancellationToken)
    {
        var item = new JobImportItem
        {
            Action = job is null ? JobImportAction.Create : JobImportAction.Update,
            Name = definition.Settings.Name ?? job?.Settings.Name,
            JobId = job?.Id,
            Source = definition.HasSource ? definition.Source : null,
            Definition = definition,
            Current = job,
        };
        try
        {
            if (job is null)
            {
                item = item with { Change = JobComparer.Compare(new CreateJob(), ImportCheck.RequestOf(definition)) };
            }
            else
            {
                job = await CompleteAsync(job, definition, cancellationToken).ConfigureAwait(false);
                IReadOnlyList<JobDifference> change = ImportComparison.Compare(job, definition);
                item = item with { Current = job, Change = change };
                if (change.Count == 0)
                {
                    return item with { Action = JobImportAction.Unchanged, Status = JobImportStatus.Succeeded };
                }
            }

            return FindOtherChange(item) is { } error ? item.Fail(error) : item;
        }
        catch (JobsException exception)
        {
            return item.Fail(exception);
        }
    }

    public JobImportItem PlanRemoval(ExistingJob job)
    {
        var item = new JobImportItem
        {
            Action = JobImportAction.Remove,
            Name = job.Settings.Name,
            JobId = job.Id,
            Current = job,
        };
        return FindOtherChange(item) is { } error ? item.Fail(error) : item;
    }

    // A list shows which jobs are unchanged. What is going to be changed, or is not in the list, is read as a whole.
    private async Task<ExistingJob> CompleteAsync(
        ExistingJob job,
        JobDefinition definition,
        CancellationToken cancellationToken)
    {
        bool needsRunAs = definition.Settings.RunAs is not null && job.Settings.RunAs is null;
        if (!job.IsWhole
            && (job.IsTruncated || needsRunAs || ImportComparison.Compare(job, definition).Count > 0))
        {
            job = ExistingJob.Of(
                await client.GetAsync(job.Id, cancellationToken: cancellationToken).ConfigureAwait(false));
        }

        return definition.AccessControlList is null ? job : job with
        {
            Permissions = await client.GetPermissionEntriesAsync(job.Id, cancellationToken).ConfigureAwait(false),
        };
    }

    private JobChangedException? FindOtherChange(JobImportItem item)
    {
        if (known is null)
        {
            return null;
        }

        JobDefinition? before = known.FirstOrDefault(one => one.JobId is { } id && id == item.JobId)
            ?? known.FirstOrDefault(one => one.JobId is null
                && one.Settings.Name == (item.Current?.Settings.Name ?? item.Name));
        return (before, item.Current) switch
        {
            (null, null) => null,
            (null, { } now) => new JobChangedException(
                $"Job {now.Id} was created by someone else since, so it is not {PastOf(item)}.",
                "Export the job, merge its definition with yours, and import that."),
            (_, null) => new JobChangedException(
                "The job was removed or renamed by someone else since, so it is not created again.",
                "To create it, leave it out of the definitions that its job is compared with."),
            ({ } one, { } now) => ImportComparison.Compare(one, now) is { Count: > 0 } differences
                ? new JobChangedException(
                    $"Job {now.Id} was changed by someone else since, so it is not {PastOf(item)}:",
                    "Export the job, merge its definition with yours, and import that.",
                    differences)
                : null,
        };
    }

    private static string PastOf(JobImportItem item) =>
        item.Action == JobImportAction.Remove ? "removed" : "overwritten";
}
