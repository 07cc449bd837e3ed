using System.Text.Json;

namespace Databricks.Jobs.Serialization;

/// <summary>Reads ahead over the value of an unknown property, which is kept as JSON, to report faults that would
/// otherwise appear only when it is written.</summary>
internal static class UnknownMemberCheck
{
    /// <param name="reader">A copy of the reader, on the first token of the value.</param>
    /// <param name="strict">Whether a property that occurs twice is an error.</param>
    public static void Check(ref Utf8JsonReader reader, bool strict)
    {
        int depth = reader.CurrentDepth;
        Stack<HashSet<string>>? open = strict ? new() : null;
        do
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject:
                    open?.Push(new HashSet<string>(StringComparer.Ordinal));
                    break;
                case JsonTokenType.EndObject:
                    open?.Pop();
                    break;
                case JsonTokenType.PropertyName:
                    string name = Text(ref reader);
                    if (open?.Peek().Add(name) == false)
                    {
                        throw ModelReadContext.Duplicate(ref reader);
                    }

                    break;
                case JsonTokenType.String:
                    Text(ref reader);
                    break;
            }
        }
        while ((reader.CurrentDepth > depth
                || reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
            && reader.Read());
    }

    private static string Text(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw new ModelReadException(ModelJson.NotText, reader.TokenStartIndex);
        }
    }
}
