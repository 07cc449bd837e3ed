using System.Reflection;

namespace Databricks.Jobs.Serialization;

/// <summary>The known values of an enumeration. The service may send others, which are kept.</summary>
internal sealed class KnownValues(string name, params string[] values)
{
    private const BindingFlags Members = BindingFlags.Static | BindingFlags.NonPublic;

    /// <summary>The name of the enumeration.</summary>
    public string Name { get; } = name;

    public IReadOnlyList<string> Values { get; } = values;

    /// <summary>The names of the C# enum's members, if some differ from the values; null if all are the same.</summary>
    public IReadOnlyList<string>? MemberNames { get; init; }

    /// <summary>The values of an enumeration, found by reflection when they are first needed.</summary>
    /// <param name="enumeration">A generated enum, such as <see cref="Models.RunIf"/>.</param>
    public static KnownValues Of(Type enumeration) =>
        (KnownValues)Find(enumeration).GetField("Set", Members)!.GetValue(null)!;

    /// <summary>The meanings of the values, in the same order.</summary>
    public static string[] MeaningsOf(Type enumeration) =>
        (string[])Find(enumeration).GetProperty("Meanings", Members)!.GetValue(null)!;

    /// <summary>The API's value for a value or member name in any case; null if it is unknown.</summary>
    public string? Find(string text)
    {
        for (int i = 0; i < Values.Count; i++)
        {
            if (NameMatcher.AreSame(Values[i], text)
                || (MemberNames is not null && NameMatcher.AreSame(MemberNames[i], text)))
            {
                return Values[i];
            }
        }

        return null;
    }

    /// <summary>The value to send. Only a member's name is translated; other text is sent unchanged.</summary>
    public string? ToWire(string? text)
    {
        for (int i = 0; MemberNames is not null && i < MemberNames.Count; i++)
        {
            if (MemberNames[i] == text)
            {
                return Values[i];
            }
        }

        return text;
    }

    private static Type Find(Type enumeration) =>
        enumeration.Assembly.GetType(enumeration.FullName + "Values", throwOnError: true)!;
}
