using System.Globalization;
using Databricks.Jobs.Definitions;
using Databricks.Jobs.Models;
using Databricks.Jobs.PowerShell.Binding;
using Databricks.Jobs.PowerShell.Errors;

namespace Databricks.Jobs.PowerShell.Commands;

/// <content>Copies in another workspace, where other objects have the IDs in the definitions.</content>
public sealed partial class CopyDbxJobCommand
{
    // The copies of this command, so that a job that runs another one runs its copy.
    private readonly Dictionary<string, string> _copied = [];
    private Dictionary<string, string>? _map;

    private JobsClient Destination => DestinationWorkspace is { } other ? other.Client : Client;

    private static string NameOf(Job job) => job.Settings?.Name ?? "Untitled";

    private bool TryReadMap() => _map is not null
        || TryCheck(() => _map = Map?.ToStringMap(nameof(Map)) ?? [], Map);

    private bool TryReplaceIds(JobSettings settings, long jobId)
    {
        var map = new Dictionary<string, string>(_map!);
        if (DestinationWorkspace is not null)
        {
            foreach (KeyValuePair<string, string> copy in _copied)
            {
                map[copy.Key] = map.TryGetValue(copy.Key, out string? given) ? given : copy.Value;
            }
        }

        if (DestinationWorkspace is not null)
        {
            WarnOfOtherIds(settings, map, jobId);
        }

        return TryCheck(() => WorkspaceReferences.Replace(settings, map), Map);
    }

    // The copy is created, because the service accepts it, and the IDs can be corrected later.
    private void WarnOfOtherIds(JobSettings settings, Dictionary<string, string> map, long jobId)
    {
        WorkspaceReference[] left =
            [.. WorkspaceReferences.Find(settings).Where(one => one.IsLocal && !map.ContainsKey(one.Id))];
        if (left.Length > 0)
        {
            WriteWarning(
                $"The copy of job {jobId} refers to objects of the other workspace that are not in -Map: "
                    + $"{string.Join("; ", left.Select(one => one.ToString()))}.");
        }

        foreach (string target in WorkspaceReferences.Find(settings)
            .Where(one => one.Kind == "job" && map.ContainsKey(one.Id))
            .Select(one => map[one.Id])
            .Where(target => !_copied.ContainsValue(target))
            .Distinct())
        {
            WarnIfMissing(target);
        }
    }

    // Of the objects that the map names, only jobs can be looked up with this API.
    private void WarnIfMissing(string target)
    {
        if (!long.TryParse(target, NumberStyles.None, CultureInfo.InvariantCulture, out long id))
        {
            return;
        }

        try
        {
            Execute(token => Destination.GetAsync(id, cancellationToken: token));
        }
        catch (NotFoundException)
        {
            WriteWarning($"There is no job {id} in {DestinationWorkspace!.Name}, which is in -Map.");
        }
        catch (Exception exception) when (ErrorRecords.IsKnown(exception))
        {
            WriteVerbose($"It is not known whether job {id} exists: {exception.Message}");
        }
    }

    private bool ShouldCopy(Job job, JobSettings settings)
    {
        string action = $"Copy job as {settings.Name}";
        return ShouldProcess(
            $"{job}",
            DestinationWorkspace is { } other ? $"{action} to {other.Name}" : action,
            () => JobComparer.Compare(job.Settings ?? new JobSettings(), settings));
    }
}
