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

    internal static string ProblemOf(ReadOnlySpan<byte> utf8, long consumed, JsonException exception)
    {
        if (IsBlank(utf8.Slice((int)consumed)))
        {
            return IsBlank(utf8) ? "the JSON text is empty" : "the JSON text ends too early";
        }

        // The framework's message ends with a line and position; the offset and the path replace them.
        string message = exception.Message;
        int position = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        message = position < 0 ? message : message.Substring(0, position);
        return "not valid JSON: " + message.TrimEnd('.');
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
