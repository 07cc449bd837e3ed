using System.Globalization;
using System.Text;
using System.Text.Json;
using Databricks.Jobs.Serialization;

namespace Databricks.Jobs.Models;

/// <summary>JSON text does not fit the model: it is truncated or malformed, a value has a wrong type, or a property
/// occurs twice.</summary>
public sealed class ModelJsonException : FormatException
{
    private ModelJsonException(string message, string path, long offset)
        : base(message)
    {
        Path = path;
        Offset = offset;
    }

    /// <summary>The path of the fault, such as <c>runs[3].tasks[0].run_id</c>; empty for the whole text.</summary>
    public string Path { get; }

    /// <summary>The position of the fault, in bytes from the start of the UTF-8 text.</summary>
    public long Offset { get; }

    internal static ModelJsonException Create(ReadOnlySpan<byte> utf8, long offset, string problem, string model)
    {
        string path = JsonPath.At(utf8, offset);
        string place = path.Length == 0 ? $"{model}: " : $"{path}: ";
        return new ModelJsonException($"{place}{problem} (byte {offset}).", path, offset);
    }

    /// <summary>Describes a fault in the user's text by its line and column.</summary>
    /// <param name="text">The text.</param>
    /// <param name="source">The parameter or file with the text.</param>
    /// <param name="exception">The fault.</param>
    internal static ModelJsonException InText(string text, string source, JsonException exception)
    {
        string[] lines = text.Split('\n');
        int line = (int)(exception.LineNumber ?? 0);
        byte[] before = Encoding.UTF8.GetBytes(string.Join("\n", lines.Take(line)));
        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        int start = before.Length + (line > 0 ? 1 : 0);
        int offset = (int)Math.Min(utf8.Length, start + (exception.BytePositionInLine ?? 0));
        int column = Encoding.UTF8.GetCharCount(utf8, start, offset - start) + 1;
        string path = JsonPath.At(utf8, offset);
        string problem = IsBlank(utf8.AsSpan(offset))
            ? "the JSON text ends too early; a bracket, brace or quotation mark is missing"
            : "not valid JSON: " + MessageOf(exception);
        string place = string.Format(
            CultureInfo.InvariantCulture, "line {0}, column {1}{2}", line + 1, column, path.Length == 0 ? "" : $", in {path}");
        return new ModelJsonException($"{source}: {problem} ({place}).", path, offset);
    }

    internal static string ProblemOf(ReadOnlySpan<byte> utf8, long consumed, JsonException exception)
    {
        if (IsBlank(utf8.Slice((int)consumed)))
        {
            return IsBlank(utf8) ? "the JSON text is empty" : "the JSON text ends too early";
        }

        return "not valid JSON: " + MessageOf(exception);
    }

    // The framework's message ends with a line and position, which the place of the fault replaces, and some messages
    // have advice for programmers.
    private static string MessageOf(JsonException exception)
    {
        string message = exception.Message;
        int position = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        message = position < 0 ? message : message.Substring(0, position);
        return message
            .Replace(" which is not supported in this mode. Change the reader options.", "")
            .Replace(" Change the reader options.", "")
            .TrimEnd('.');
    }

    private static bool IsBlank(ReadOnlySpan<byte> utf8)
    {
        foreach (byte value in utf8)
        {
            if (value is not ((byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n'))
            {
                return false;
            }
        }

        return true;
    }
}
