using Databricks.Jobs.Serialization;

namespace Databricks.Jobs.Models;

/// <summary>Puts the pieces of a line together; a piece that is missing leaves no trace.</summary>
internal static class Phrase
{
    /// <summary>nightly-etl (job 123), job 123 or nightly-etl; null where neither is known.</summary>
    public static string? Numbered(string? name, string kind, long? id)
    {
        string? number = id is null ? null : $"{kind} {id}";
        return With(Line(name), number) ?? number;
    }

    /// <summary>text (detail).</summary>
    public static string? With(string? text, string? detail) => text is null || detail is null
        ? text
        : $"{text} ({detail})";

    /// <summary>The pieces that are there, with <paramref name="separator"/> between them; null where none is.</summary>
    public static string? Join(string separator, params string?[] pieces)
    {
        string[] present = pieces.OfType<string>().ToArray();
        return present.Length == 0 ? null : string.Join(separator, present);
    }

    /// <summary>The text on one line, cut where it is long; null where there is nothing in it.</summary>
    public static string? Line(string? text) => string.IsNullOrWhiteSpace(text) ? null : ModelText.OneLine(text!);

    /// <summary>1 task, 2 tasks; null where there is no list.</summary>
    public static string? Count<T>(List<T>? items, string one) => items is null
        ? null
        : $"{items.Count} {one}{(items.Count == 1 ? "" : "s")}";
}
