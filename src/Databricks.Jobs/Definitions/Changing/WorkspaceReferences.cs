using System.Collections;
using System.Globalization;
using Databricks.Jobs.Models;
using Databricks.Jobs.Serialization;

namespace Databricks.Jobs.Definitions;

/// <summary>Finds and replaces the IDs in the definition of a job, which are different in another workspace.</summary>
public static class WorkspaceReferences
{
    private const string Principal = "principal";

    private static readonly Dictionary<string, string> s_kinds = new(StringComparer.Ordinal)
    {
        ["existing_cluster_id"] = "cluster",
        ["warehouse_id"] = "SQL warehouse",
        ["policy_id"] = "cluster policy",
        ["instance_pool_id"] = "instance pool",
        ["driver_instance_pool_id"] = "instance pool",
        ["job_id"] = "job",
        ["pipeline_id"] = "pipeline",
        ["query_id"] = "query",
        ["sql_query_id"] = "query",
        ["alert_id"] = "alert",
        ["dashboard_id"] = "dashboard",
        ["destination_id"] = "notification destination",
        ["user_name"] = Principal,
        ["service_principal_name"] = Principal,
        ["group_name"] = Principal,
        ["single_user_name"] = Principal,
    };

    /// <summary>Finds the references.</summary>
    /// <param name="settings">The definition.</param>
    /// <exception cref="ArgumentNullException"><paramref name="settings"/> is null.</exception>
    public static IReadOnlyList<WorkspaceReference> Find(JobSettings settings)
    {
        ArgumentChecks.NotNull(settings, nameof(settings));
        var found = new List<WorkspaceReference>();
        Visit(settings, DifferencePath.Root, (path, kind, id) =>
        {
            found.Add(new WorkspaceReference(path.ToString(), kind, id, kind != Principal));
            return id;
        });
        return found;
    }

    /// <summary>Replaces IDs.</summary>
    /// <param name="settings">The definition, which is changed.</param>
    /// <param name="map">The new IDs and names, by the old ones.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static void Replace(JobSettings settings, IReadOnlyDictionary<string, string> map)
    {
        ArgumentChecks.NotNull(settings, nameof(settings));
        ArgumentChecks.NotNull(map, nameof(map));
        Visit(settings, DifferencePath.Root, (_, _, id) => map.TryGetValue(id, out string? other) ? other : id);
    }

    private static void Visit(JobsModel model, DifferencePath path, Func<DifferencePath, string, string, string> change)
    {
        foreach (FieldShape field in model.Shape.All)
        {
            object? value = field.Get(model);
            DifferencePath place = path.Field(field.Name);
            if (KindOf(model, field) is { } kind && value is string or long)
            {
                ChangeId(model, field, Text(value), change(place, kind, Text(value)));
            }
            else if (value is List<string> addresses && field.Name.StartsWith("on_", StringComparison.Ordinal))
            {
                for (int i = 0; i < addresses.Count; i++)
                {
                    addresses[i] = change(place, Principal, addresses[i]);
                }
            }
            else
            {
                VisitParts(value, place, change);
            }
        }
    }

    private static void VisitParts(
        object? value,
        DifferencePath place,
        Func<DifferencePath, string, string, string> change)
    {
        switch (value)
        {
            case JobsModel inner:
                Visit(inner, place, change);
                break;
            case IDictionary entries:
                foreach (DictionaryEntry entry in entries)
                {
                    VisitParts(entry.Value as JobsModel, place.Field((string)entry.Key), change);
                }

                break;
            case IList items:
                for (int i = 0; i < items.Count; i++)
                {
                    string key = ListIdentity.KeyOf(items[i] as JobsModel) ?? i.ToString(CultureInfo.InvariantCulture);
                    VisitParts(items[i] as JobsModel, place.Key(key), change);
                }

                break;
        }
    }

    private static string? KindOf(JobsModel owner, FieldShape field) =>
        owner is Webhook && field.Name == "id" ? "notification destination"
        : s_kinds.TryGetValue(field.Name, out string? kind) ? kind
        : null;

    private static string Text(object value) => Convert.ToString(value, CultureInfo.InvariantCulture)!;

    private static void ChangeId(JobsModel model, FieldShape field, string before, string after)
    {
        if (after == before)
        {
            return;
        }

        if (field.Kind != FieldKind.Int64)
        {
            model.SetReference(field.Slot, after);
            return;
        }

        model.SetScalar(field.Slot, long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out long id)
            ? id
            : throw new JobsException(
                $"'{after}' is not a job ID, which is a number.",
                $"Replace job {before} with the ID of a job."));
    }
}
