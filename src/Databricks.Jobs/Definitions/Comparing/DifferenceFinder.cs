using System.Collections;
using System.Globalization;
using System.Text.Json;
using Databricks.Jobs.Models;
using Databricks.Jobs.Secrets;
using Databricks.Jobs.Serialization;

namespace Databricks.Jobs.Definitions;

/// <summary>Walks through two definitions and collects their differences.</summary>
/// <param name="jobName">The name of the job.</param>
/// <param name="leftDefaults">What the service uses where the first definition has no value.</param>
/// <param name="rightDefaults">What the service uses where the second definition has no value.</param>
internal sealed class DifferenceFinder(
    string? jobName,
    ServiceDefaults leftDefaults,
    ServiceDefaults rightDefaults)
{
    // Objects that this version does not know are compared value by value up to this depth.
    private const int MaxElementDepth = 32;

    private static readonly Dictionary<string, JsonElement> s_noFields = [];
    private static readonly Dictionary<string, string> s_noEntries = [];
    private static readonly JobsModel[] s_noItems = [];

    public List<JobDifference> Differences { get; } = [];

    /// <summary>Compares two objects; one that is null has no values.</summary>
    public void Compare(JobsModel? left, JobsModel? right, ModelShape shape, DifferencePath path)
    {
        foreach (ComparedField compared in ComparedField.Of(shape))
        {
            FieldShape field = compared.Field;
            object? leftValue = left is null ? null : field.Get(left);
            object? rightValue = right is null ? null : field.Get(right);
            if ((leftValue is null && rightValue is null)
                || compared.IsIgnored
                || (leftValue is null && leftDefaults.LeavesOpen(compared, rightDefaults))
                || (rightValue is null && rightDefaults.LeavesOpen(compared, leftDefaults)))
            {
                continue;
            }

            switch (field.Kind)
            {
                case FieldKind.Model:
                    CompareModels(compared, (JobsModel?)leftValue, (JobsModel?)rightValue, path.Field(field.Name));
                    break;
                case FieldKind.Models:
                    CompareItems((IList?)leftValue ?? s_noItems, (IList?)rightValue ?? s_noItems, field.Name, path);
                    break;
                case FieldKind.Map or FieldKind.ModelMap:
                    CompareEntries((IDictionary?)leftValue, (IDictionary?)rightValue, path.Field(field.Name));
                    break;
                case FieldKind.Strings when compared.IsSet:
                    CompareSets((List<string>?)leftValue ?? [], (List<string>?)rightValue ?? [], field.Name, path);
                    break;
                case var _ when !AreSame(compared, leftValue, rightValue):
                    bool isSecret = DifferenceValue.IsSecret(field, left) || DifferenceValue.IsSecret(field, right);
                    Add(path.Field(field.Name), leftValue, rightValue, isSecret);
                    break;
            }
        }

        CompareUnknown(left, right, shape, path);
    }

    private bool AreSame(ComparedField compared, object? left, object? right)
    {
        if (left is null) return leftDefaults.Has(compared, right!);
        if (right is null) return rightDefaults.Has(compared, left);
        return (left, right) switch
        {
            (string one, string other) => one == other
                || (compared.Field.KnownValues is { } known && known.ToWire(one) == known.ToWire(other))
                || ServiceDefaults.AreAliases(compared.Name, one, other),
            (IList one, IList other) => one.Cast<object>().SequenceEqual(other.Cast<object>()),
            _ => left.Equals(right),
        };
    }

    private void CompareModels(ComparedField compared, JobsModel? left, JobsModel? right, DifferencePath path)
    {
        int count = Differences.Count;
        Compare(left, right, (left ?? right)!.Shape, path);
        if ((left is null || right is null) && Differences.Count == count && !compared.IsMeaninglessIfEmpty)
        {
            Add(path, left, right, isSecret: false);
        }
    }

    private void CompareItems(IList left, IList right, string field, DifferencePath parent)
    {
        DifferencePath path = parent.Field(field);
        (string Key, JobsModel Item)[] before = [.. Keyed(left)];
        (string Key, JobsModel Item)[] after = [.. Keyed(right)];
        var rest = new Dictionary<string, Queue<JobsModel>>(StringComparer.Ordinal);
        foreach ((string key, JobsModel item) in after)
        {
            if (!rest.TryGetValue(key, out Queue<JobsModel>? items))
            {
                rest.Add(key, items = new Queue<JobsModel>(1));
            }

            items.Enqueue(item);
        }

        foreach ((string key, JobsModel item) in before)
        {
            if (rest.TryGetValue(key, out Queue<JobsModel>? items) && items.Count > 0)
            {
                Compare(item, items.Dequeue(), item.Shape, path.Key(key));
            }
            else
            {
                Add(path.Key(key), item, null, isSecret: false);
            }
        }

        foreach ((string key, JobsModel item) in after)
        {
            // Of several items with one key, those at the end are left.
            if (rest[key].Contains(item))
            {
                Add(path.Key(key), null, item, isSecret: false);
            }
        }
    }

    private static IEnumerable<(string Key, JobsModel Item)> Keyed(IList items)
    {
        for (int i = 0; i < items.Count; i++)
        {
            if (items[i] is JobsModel item)
            {
                yield return (ListIdentity.KeyOf(item) ?? i.ToString(CultureInfo.InvariantCulture), item);
            }
        }
    }

    private void CompareEntries(IDictionary? left, IDictionary? right, DifferencePath path)
    {
        foreach (DictionaryEntry entry in left ?? s_noEntries)
        {
            CompareEntry((string)entry.Key, entry.Value, right?[entry.Key], path);
        }

        foreach (DictionaryEntry entry in right ?? s_noEntries)
        {
            if (left?.Contains(entry.Key) != true)
            {
                CompareEntry((string)entry.Key, null, entry.Value, path);
            }
        }
    }

    private void CompareEntry(string key, object? left, object? right, DifferencePath path)
    {
        if (left is JobsModel one && right is JobsModel other)
        {
            Compare(one, other, one.Shape, path.Field(key));
        }
        else if (!Equals(left, right))
        {
            Add(path.Field(key), left, right, SecretNames.IsSecret(key));
        }
    }

    private void CompareSets(List<string> left, List<string> right, string field, DifferencePath parent)
    {
        if (left.SequenceEqual(right))
        {
            return;
        }

        DifferencePath path = parent.Field(field);
        foreach (string item in left.Except(right))
        {
            Add(path, item, null, isSecret: false);
        }

        foreach (string item in right.Except(left))
        {
            Add(path, null, item, isSecret: false);
        }
    }

    private void CompareUnknown(JobsModel? left, JobsModel? right, ModelShape shape, DifferencePath path)
    {
        if (left?.HasAdditionalProperties != true && right?.HasAdditionalProperties != true)
        {
            return;
        }

        IDictionary<string, JsonElement> leftFields = left?.GetAdditionalProperties() ?? s_noFields;
        IDictionary<string, JsonElement> rightFields = right?.GetAdditionalProperties() ?? s_noFields;
        foreach (string name in leftFields.Keys.Union(rightFields.Keys))
        {
            if (!ReadOnlyFields.Contains(shape, name))
            {
                leftFields.TryGetValue(name, out JsonElement leftValue);
                rightFields.TryGetValue(name, out JsonElement rightValue);
                CompareElements(leftValue, rightValue, path.Field(name), SecretNames.IsSecret(name), depth: 0);
            }
        }
    }

    private void CompareElements(JsonElement left, JsonElement right, DifferencePath path, bool isSecret, int depth)
    {
        if (left.ValueKind == JsonValueKind.Object && right.ValueKind == JsonValueKind.Object
            && depth < MaxElementDepth)
        {
            foreach (string name in left.EnumerateObject().Select(one => one.Name)
                .Union(right.EnumerateObject().Select(one => one.Name)))
            {
                left.TryGetProperty(name, out JsonElement leftValue);
                right.TryGetProperty(name, out JsonElement rightValue);
                CompareElements(
                    leftValue, rightValue, path.Field(name), isSecret || SecretNames.IsSecret(name), depth + 1);
            }
        }
        else if (TextOf(left) != TextOf(right))
        {
            Add(path, left, right, isSecret);
        }
    }

    // Without white space. Escapes of strings do not matter either.
    private static string? TextOf(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Undefined or JsonValueKind.Null => null,
        JsonValueKind.String => element.GetString() + '"',
        _ => JsonSerializer.Serialize(element),
    };

    private void Add(DifferencePath path, object? left, object? right, bool isSecret) =>
        Differences.Add(new JobDifference(
            jobName,
            path.ToString(),
            DifferenceValue.Of(left, isSecret),
            DifferenceValue.Of(right, isSecret)));
}
