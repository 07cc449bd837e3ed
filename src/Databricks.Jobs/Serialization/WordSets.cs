using System.Reflection;

namespace Databricks.Jobs.Serialization;

/// <summary>Finds the words of an enumeration and what they mean. Looks once somebody asks, never before.</summary>
internal static class WordSets
{
    private const BindingFlags Members = BindingFlags.Static | BindingFlags.NonPublic;

    /// <param name="enumeration">A generated enum, such as <see cref="Databricks.Jobs.Models.RunIf"/>.</param>
    public static WordSet Of(Type enumeration) =>
        (WordSet)Find(enumeration).GetField("Set", Members)!.GetValue(null)!;

    /// <summary>What the words mean, in the order of the words.</summary>
    public static string[] MeaningsOf(Type enumeration) =>
        (string[])Find(enumeration).GetProperty("Meanings", Members)!.GetValue(null)!;

    private static Type Find(Type enumeration) =>
        enumeration.Assembly.GetType(enumeration.FullName + "Words", throwOnError: true)!;
}
