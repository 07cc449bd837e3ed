using System.Collections;
using System.Text.Json;
using Databricks.Jobs.Models;
using Databricks.Jobs.Serialization;

namespace Databricks.Jobs.Definitions;

/// <summary>Merges settings of jobs as jobs/update does: some lists are merged by the keys of their items.</summary>
internal static class SettingsMerge
{
    private static readonly Dictionary<string, string> s_keys = new(StringComparer.Ordinal)
    {
        ["tasks"] = "task_key",
        ["job_clusters"] = "job_cluster_key",
        ["parameters"] = "name",
        ["environments"] = "environment_key",
    };

    /// <summary>
    /// Sets every field that is set in the changes. With <paramref name="byKey"/>, items of a list with keys replace
    /// the items with the same key, and others are added; otherwise, the list is replaced.
    /// </summary>
    public static void Apply(JobSettings settings, JobSettings changes, bool byKey = true)
    {
        foreach (FieldShape field in changes.Shape.All)
        {
            if (field.Get(changes) is not { } value) continue;
            if (byKey && s_keys.TryGetValue(field.Name, out string? key) && field.Get(settings) is IList known)
            {
                Merge(known, (IList)value, key);
            }
            else
            {
                field.Copy(changes, field, settings);
            }
        }

        foreach (KeyValuePair<string, JsonElement> unknown in changes.GetAdditionalProperties())
        {
            settings.GetAdditionalProperties()[unknown.Key] = unknown.Value;
        }
    }

    /// <summary>Removes a field, or with <c>list/key</c>, an item of a list with keys.</summary>
    /// <returns>Whether the path is valid; it is, even if the field or item does not exist.</returns>
    public static bool Remove(JobSettings settings, string path)
    {
        string[] parts = path.Split('/');
        FieldShape? field = settings.Shape.All.FirstOrDefault(field => field.Name == parts[0]);
        if (parts.Length == 1)
        {
            field?.Clear(settings);
            settings.GetAdditionalProperties().Remove(path);
            return true;
        }

        if (parts.Length > 2 || !s_keys.TryGetValue(parts[0], out string? key)) return false;
        if (field?.Get(settings) is IList items && IndexOf(items, key, parts[1]) is >= 0 and int index)
        {
            items.RemoveAt(index);
        }

        return true;
    }

    /// <summary>The keys of the items of a list with keys; none for other fields.</summary>
    public static IEnumerable<string> KeysOf(FieldShape field, JobSettings settings) =>
        s_keys.TryGetValue(field.Name, out string? key) && field.Get(settings) is IList items
            ? items.OfType<JobsModel>().Select(item => KeyOf(item, key)).OfType<string>()
            : [];

    private static void Merge(IList known, IList items, string key)
    {
        foreach (JobsModel item in items.OfType<JobsModel>())
        {
            JobsModel copy = item.CopyTo((JobsModel)Activator.CreateInstance(item.GetType())!);
            int index = IndexOf(known, key, KeyOf(item, key));
            if (index < 0) known.Add(copy);
            else known[index] = copy;
        }
    }

    private static int IndexOf(IList items, string key, string? value)
    {
        for (int i = 0; i < items.Count; i++)
        {
            if (items[i] is JobsModel item && KeyOf(item, key) == value) return i;
        }

        return -1;
    }

    private static string? KeyOf(JobsModel item, string key) => (string?)item.GetField(item.Shape.IndexOf(key));
}
