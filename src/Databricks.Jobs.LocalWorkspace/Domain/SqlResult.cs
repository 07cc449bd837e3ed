using System.Text.Json;

namespace Databricks.Jobs.LocalWorkspace.Domain;

/// <summary>The rows that a SQL task returns: its scripted output, if that is a JSON array of objects.</summary>
internal static class SqlResult
{
    /// <summary>The rows as JSON; null if the output does not have rows.</summary>
    public static string? Rows(string? output) => Read(output, rows => rows.GetRawText());

    /// <summary>The first row as JSON; null if there is none.</summary>
    public static string? FirstRow(string? output) =>
        Read(output, rows => rows.GetArrayLength() > 0 ? rows[0].GetRawText() : null);

    private static string? Read(string? output, Func<JsonElement, string?> read)
    {
        if (output?.TrimStart().StartsWith("[", StringComparison.Ordinal) != true) return null;
        try
        {
            using var document = JsonDocument.Parse(output);
            return document.RootElement.EnumerateArray().All(row => row.ValueKind == JsonValueKind.Object)
                ? read(document.RootElement)
                : null;
        }
        catch (JsonException)
        {
            // The output is the key of a statement that begins with a bracket.
            return null;
        }
    }
}
