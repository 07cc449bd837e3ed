namespace Databricks.Jobs.Serialization;

/// <summary>A fault at an offset of the text. The path is worked out only then, by whoever holds the whole text, so
/// that reading pays nothing for it.</summary>
internal sealed class ModelJsonFault(string message, long offset) : Exception(message)
{
    public long Offset { get; } = offset;
}
