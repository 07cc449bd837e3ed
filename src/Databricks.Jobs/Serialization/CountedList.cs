using System.Collections;

namespace Databricks.Jobs.Serialization;

/// <summary>Decides which lists are read. One without a count can be endless, or block until another thread adds an
/// item, and a binder cannot be stopped.</summary>
internal static class CountedList
{
    public const string Expected = "an array or another list with a count";

    /// <summary>Whether a value is a list with a count, such as an array, a List or a HashSet.</summary>
    public static bool IsCounted(IEnumerable list) =>
        list is ICollection || Array.Exists(list.GetType().GetInterfaces(), IsCollection);

    private static bool IsCollection(Type type) => type.IsGenericType
        && type.GetGenericTypeDefinition() is { } definition
        && (definition == typeof(ICollection<>) || definition == typeof(IReadOnlyCollection<>));
}
