namespace Databricks.Jobs.Definitions;

/// <summary>A position in a file or text with definitions.</summary>
/// <param name="File">The full path of the file; null for text that was not read from a file.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column in UTF-16 code units, from 1.</param>
public sealed record SourceLocation(string? File, int Line, int Column)
{
    /// <summary><c>file:line:column</c>, which editors and terminals turn into a link.</summary>
    public override string ToString() => File is null ? $"line {Line}, column {Column}" : $"{File}:{Line}:{Column}";
}
