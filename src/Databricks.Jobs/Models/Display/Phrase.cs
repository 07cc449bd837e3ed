using Databricks.Jobs.Serialization;

namespace Databricks.Jobs.Models;

/// <summary>Joins the parts of a description; missing parts are omitted with their separators.</summary>
internal static class Phrase
{
    /// <summary><c>nightly-etl (job 123)</c>, <c>job 123</c> or <c>nightly-etl</c>; null if neither is known.</summary>
    public static string? Numbered(string? name, string kind, long? id)
    {
        string? number = id is null ? null : $"{kind} {id}";
        return With(Line(name), number) ?? number;
    }

    /// <summary><c>text (detail)</c>, or only the text if there is no detail.</summary>
    public static string? With(string? text, string? detail) => text is null || detail is null
        ? text
        : $"{text} ({detail})";

    /// <summary>The parts that are not null, with <paramref name="separator"/> between them; null if all are.</summary>
    public static string? Join(string separator, params string?[] parts)
    {
        string[] present = parts.OfType<string>().ToArray();
        return present.Length == 0 ? null : string.Join(separator, present);
    }

    /// <summary>The text on one line, truncated if it is long; null if it is blank.</summary>
    public static string? Line(string? text) => string.IsNullOrWhiteSpace(text) ? null : ModelText.OneLine(text!);

    /// <summary><c>1 task</c>, <c>2 tasks</c>; null if there is no list.</summary>
    public static string? Count<T>(List<T>? items, string one) => items is null
        ? null
        : $"{items.Count} {one}{(items.Count == 1 ? "" : "s")}";
}
