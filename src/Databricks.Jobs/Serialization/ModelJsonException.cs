using System.Text.Json;
using Databricks.Jobs.Serialization;

namespace Databricks.Jobs.Models;

/// <summary>JSON text is not what the model expects: cut, malformed, of a wrong type, or with a member twice.</summary>
public sealed class ModelJsonException : FormatException
{
    private ModelJsonException(string message, string path, long offset)
        : base(message)
    {
        Path = path;
        Offset = offset;
    }

    /// <summary>Where it happened, as a path such as <c>runs[3].tasks[0].run_id</c>; empty for the whole text.</summary>
    public string Path { get; }

    /// <summary>How many bytes of the UTF-8 text come before the fault.</summary>
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
            return IsBlank(utf8) ? "there is no JSON text" : "the JSON text ends too early";
        }

        // The framework's words end in a position of its own counting; the offset and the path replace it.
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
