using System.Collections;
using System.Reflection;
using Databricks.Jobs.Models;
using Databricks.Jobs.Serialization;

namespace Databricks.Jobs.Tests.Models;

/// <summary>Models with every property set, as deep as the types go without repeating themselves.</summary>
internal static class FilledModels
{
    private const int Levels = 3;

    public static JobsModel Create(string name) => Create(ModelTypes.Find(name), Levels);

    public static IEnumerable<PropertyInfo> Fields(Type type)
    {
        // The classes declare IDs, names and states first.
        List<string> order = [.. ((JobsModel)Activator.CreateInstance(type)!).Shape.Fields
            .Select(field => Hashtables.Pascal(field.Name))];
        return type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(property => property.CanWrite)
            .OrderBy(property => order.IndexOf(property.Name));
    }

    /// <summary>The model and every model in it.</summary>
    public static IEnumerable<JobsModel> Walk(JobsModel model)
    {
        yield return model;
        foreach (object? value in Fields(model.GetType()).Select(property => property.GetValue(model)))
        {
            IEnumerable items = value is IDictionary map ? map.Values : value as IEnumerable ?? new[] { value };
            foreach (JobsModel inner in items.OfType<JobsModel>().SelectMany(Walk))
            {
                yield return inner;
            }
        }
    }

    private static JobsModel Create(Type type, int levels)
    {
        var model = (JobsModel)Activator.CreateInstance(type)!;
        PropertyInfo[] properties = [.. Fields(type)];
        for (int i = 0; i < properties.Length; i++)
        {
            if (Value(properties[i].PropertyType, i, levels, model.Shape.Fields[i].KnownValues) is { } value)
            {
                properties[i].SetValue(model, value);
            }
        }

        return model;
    }

    private static object? Value(Type type, int seed, int levels, KnownValues? knownValues)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type.IsGenericType)
        {
            return Collection(type, seed, levels);
        }

        return type switch
        {
            _ when type == typeof(string) =>
                knownValues?.Values[seed % knownValues.Values.Count] ?? $"text {seed} \"ü\"",
            _ when type == typeof(bool) => seed % 2 == 0,
            _ when type == typeof(long) => long.MaxValue - seed,
            _ when type == typeof(double) => seed + 0.25,
            _ when type == typeof(DateTimeOffset) => DateTimeOffset.FromUnixTimeMilliseconds(1_714_000_000_001 + seed),
            _ when type == typeof(TimeSpan) => TimeSpan.FromMilliseconds(1_001 + seed),
            _ when type.IsSubclassOf(typeof(JobsModel)) => levels == 0 ? null : Create(type, levels - 1),
            _ => throw new InvalidOperationException($"No sample for {type}."),
        };
    }

    private static object? Collection(Type type, int seed, int levels)
    {
        Type item = type.GetGenericArguments()[^1];
        object? first = Value(item, seed, levels, knownValues: null);
        object? second = Value(item, seed + 1, levels, knownValues: null);
        object collection = Activator.CreateInstance(type)!;
        if (first is null || second is null)
        {
            return null;
        }

        if (collection is IList list)
        {
            list.Add(first);
            list.Add(second);
        }
        else
        {
            var map = (IDictionary)collection;
            map.Add("first.key", first);
            map.Add("Second", second);
        }

        return collection;
    }
}
