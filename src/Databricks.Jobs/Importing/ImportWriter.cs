using Databricks.Jobs.Definitions;
using Databricks.Jobs.Models;
using Databricks.Jobs.Permissions;

namespace Databricks.Jobs.Importing;

/// <summary>Creates, changes and removes single jobs, each after it was read again.</summary>
/// <param name="client">The workspace.</param>
/// <param name="options">How to import.</param>
internal sealed class ImportWriter(JobsClient client, JobImportOptions options)
{
    private const string RunAgain = "Run the import again, which compares with the job as it is now.";

    /// <summary>Carries out one item; a failure is in the result.</summary>
    public async Task<JobImportItem> WriteAsync(JobImportItem item, CancellationToken cancellationToken)
    {
        try
        {
            return item.Action switch
            {
                JobImportAction.Create => await CreateAsync(item, cancellationToken).ConfigureAwait(false),
                JobImportAction.Update => await UpdateAsync(item, cancellationToken).ConfigureAwait(false),
                JobImportAction.Remove => await RemoveAsync(item, cancellationToken).ConfigureAwait(false),
                _ => item,
            };
        }
        catch (JobsException exception)
        {
            return item.Fail(item.Definition is { } definition
                ? ImportCheck.Explain(definition, exception)
                : exception);
        }
    }

    private async Task<JobImportItem> CreateAsync(JobImportItem item, CancellationToken cancellationToken)
    {
        JobDefinition definition = item.Definition!;
        string name = definition.Settings.Name!;
        IReadOnlyList<ExistingJob> found = await WorkspaceJobs
            .NamedAsync(client, name, cancellationToken)
            .ConfigureAwait(false);
        if (found.Count > 0)
        {
            throw new JobChangedException($"Job {found[0].Id} with this name was created in the meantime.", RunAgain);
        }

        CreateJob request = ImportCheck.RequestOf(definition);
        long? id = null;
        await SendAsync(
            async token => id = (await client.CreateAsync(request, token).ConfigureAwait(false)).JobId,
            async token =>
            {
                found = await WorkspaceJobs.NamedAsync(client, name, token).ConfigureAwait(false);
                id = found.Count == 1 ? found[0].Id : null;
                return id is not null;
            },
            cancellationToken).ConfigureAwait(false);
        return item.Succeed(id);
    }

    private async Task<JobImportItem> UpdateAsync(JobImportItem item, CancellationToken cancellationToken)
    {
        JobDefinition definition = item.Definition!;
        ExistingJob now = await ReadAsync(item.Current!.Id, definition, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<JobDifference> change = ImportComparison.Compare(now, definition);
        if (change.Count > 0 && ImportComparison.Compare(item.Current, now) is { Count: > 0 } differences)
        {
            throw new JobChangedException(
                $"Job {now.Id} was changed in the meantime, so it is not overwritten:", RunAgain, differences);
        }

        // Someone else may have made the change, or the jobs that it runs have their IDs only now.
        item = item with
        {
            Change = change,
            Action = change.Count > 0 ? JobImportAction.Update : JobImportAction.Unchanged,
        };
        if (change.Any(static one => !ImportComparison.IsPermission(one)))
        {
            var request = new ResetJob { JobId = now.Id, NewSettings = definition.Settings };
            await SendAsync(
                token => client.ResetAsync(request, token),
                async token => !ImportComparison
                    .Compare(await ReadAsync(now.Id, definition, token).ConfigureAwait(false), definition)
                    .Any(static one => !ImportComparison.IsPermission(one)),
                cancellationToken).ConfigureAwait(false);
        }

        if (change.Any(ImportComparison.IsPermission))
        {
            await client
                .SetPermissionEntriesAsync(
                    now.Id, ImportPermissions.Wanted(definition, now.Permissions!), cancellationToken)
                .ConfigureAwait(false);
        }

        return item.Succeed(now.Id);
    }

    private async Task<JobImportItem> RemoveAsync(JobImportItem item, CancellationToken cancellationToken)
    {
        try
        {
            Job job = await client.GetAsync(item.JobId!.Value, cancellationToken: cancellationToken)
                .ConfigureAwait(false);
            if (!WorkspaceJobs.HasTags(job.Settings ?? new JobSettings(), options.PruneTags!))
            {
                throw new JobChangedException(
                    $"Job {item.JobId} lost its tag in the meantime, so it is not removed.", RunAgain);
            }

            await client.DeleteAsync(item.JobId.Value, cancellationToken).ConfigureAwait(false);
        }
        catch (NotFoundException)
        {
            // Someone else removed it.
        }

        return item.Succeed(item.JobId);
    }

    private async Task<ExistingJob> ReadAsync(long id, JobDefinition definition, CancellationToken cancellationToken)
    {
        var job = ExistingJob.Of(await client.GetAsync(id, cancellationToken: cancellationToken).ConfigureAwait(false));
        return definition.AccessControlList is null ? job : job with
        {
            Permissions = await client.GetPermissionEntriesAsync(id, cancellationToken).ConfigureAwait(false),
        };
    }

    // A change whose response was lost may have been made, so the workspace decides whether it failed.
    private static async Task SendAsync(
        Func<CancellationToken, Task> send,
        Func<CancellationToken, Task<bool>> isDone,
        CancellationToken cancellationToken)
    {
        try
        {
            await send(cancellationToken).ConfigureAwait(false);
        }
        catch (JobsRequestException exception) when (MayHaveBeenReceived(exception))
        {
            bool wasMade;
            try
            {
                wasMade = await isDone(cancellationToken).ConfigureAwait(false);
            }
            catch (JobsException)
            {
                wasMade = false;
            }

            if (!wasMade)
            {
                throw;
            }
        }
    }

    private static bool MayHaveBeenReceived(JobsRequestException exception) => exception is
        WorkspaceUnreachableException { MayHaveBeenReceived: true }
        or UnexpectedResponseException
        or JobsServiceException { StatusCode: >= 500 };
}
