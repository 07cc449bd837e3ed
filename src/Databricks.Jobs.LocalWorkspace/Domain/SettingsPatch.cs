using System.Text.Json;
using Databricks.Jobs.Models;
using Databricks.Jobs.Serialization;

namespace Databricks.Jobs.LocalWorkspace.Domain;

/// <summary>
/// A partial update (jobs/update). The library has code for the same purpose, which this does not use: the server must
/// not share the mistakes of the library that is tested against it.
/// </summary>
internal static class SettingsPatch
{
    public static JobSettings Apply(JobSettings current, JobSettings? changes, List<string>? removals)
    {
        JobSettings settings = ModelCloner.Clone<JobSettings>(current);
        foreach (string path in removals ?? []) Remove(settings, path);
        return changes is null ? settings : Merge(settings, changes);
    }

    /// <summary>
    /// Replaces fields; items of the four lists with keys replace those of the same key, or are added.
    /// </summary>
    private static JobSettings Merge(JobSettings settings, JobSettings changes)
    {
        JobSettings added = ModelCloner.Clone<JobSettings>(changes);
        JobSettings merged = ModelCloner.Clone<JobSettings>(settings);
        foreach (FieldShape field in changes.Shape.Fields.Where(field => field.Get(changes) is not null))
        {
            field.Copy(changes, field, merged);
        }

        foreach (KeyValuePair<string, JsonElement> unknown in changes.GetAdditionalProperties())
        {
            merged.GetAdditionalProperties()[unknown.Key] = unknown.Value;
        }

        merged.Tasks = MergeItems(settings.Tasks, added.Tasks, task => task.TaskKey);
        merged.JobClusters = MergeItems(settings.JobClusters, added.JobClusters, cluster => cluster.JobClusterKey);
        merged.Parameters = MergeItems(settings.Parameters, added.Parameters, parameter => parameter.Name);
        merged.Environments = MergeItems(
            settings.Environments, added.Environments, environment => environment.EnvironmentKey);
        return merged;
    }

    private static List<T>? MergeItems<T>(List<T>? current, List<T>? changes, Func<T, string?> key)
    {
        if (current is null || changes is null) return changes ?? current;
        List<T> merged = [.. current];
        foreach (T change in changes)
        {
            int index = merged.FindIndex(item => key(item) == key(change));
            if (index < 0) merged.Add(change);
            else merged[index] = change;
        }

        return merged;
    }

    private static void Remove(JobSettings settings, string path)
    {
        string[] parts = path.Split(['/'], 2);
        if (parts.Length == 1)
        {
            RemoveField(settings, path);
            return;
        }

        int? removed = parts[0] switch
        {
            "tasks" => settings.Tasks?.RemoveAll(task => task.TaskKey == parts[1]) ?? 0,
            "job_clusters" => settings.JobClusters?.RemoveAll(cluster => cluster.JobClusterKey == parts[1]) ?? 0,
            "parameters" => settings.Parameters?.RemoveAll(parameter => parameter.Name == parts[1]) ?? 0,
            "environments" => settings.Environments?.RemoveAll(one => one.EnvironmentKey == parts[1]) ?? 0,
            _ => null,
        };
        if (removed is null || parts[1].IndexOf('/') >= 0)
        {
            throw RejectedException.InvalidParameter(
                $"Invalid field to remove: {path}. Nested fields cannot be removed.");
        }
    }

    private static void RemoveField(JobSettings settings, string name)
    {
        settings.Shape.Fields.FirstOrDefault(field => field.Name == name)?.Clear(settings);
        settings.GetAdditionalProperties().Remove(name);
    }
}
