using System.Text;
using System.Text.Json;
using Databricks.Jobs.Models;

namespace Databricks.Jobs.Serialization;

/// <summary>Reads models from JSON text. Every failure becomes an error with a path.</summary>
internal static class ModelJson
{
    // Deeper than any job is nested; a response beyond it is an attack or a mistake.
    private const int MaxDepth = 128;

    /// <summary>The problem of bytes that are not UTF-8, and of half a surrogate pair.</summary>
    public const string NotText = "the text is not valid Unicode";

    private static readonly UTF8Encoding s_utf8 =
        new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static readonly JsonReaderOptions s_readerOptions = new() { MaxDepth = MaxDepth };

    public static T Parse<T>(string json)
        where T : JobsModel, new()
    {
        ArgumentChecks.NotNull(json, nameof(json));
        byte[] utf8;
        try
        {
            utf8 = s_utf8.GetBytes(json);
        }
        catch (EncoderFallbackException exception)
        {
            utf8 = Encoding.UTF8.GetBytes(json.Substring(0, exception.Index));
            throw ModelJsonException.Create(utf8, utf8.Length, NotText, new T().Shape.Name);
        }

        return Read<T>(utf8, new ModelReadContext(strict: true));
    }

    public static T Read<T>(ReadOnlySpan<byte> utf8, ModelReadContext context)
        where T : JobsModel, new() => ReadInto(new T(), utf8, context);

    public static T ReadInto<T>(T model, ReadOnlySpan<byte> utf8, ModelReadContext context)
        where T : JobsModel
    {
        if (utf8.StartsWith("\uFEFF"u8))
        {
            utf8 = utf8.Slice(3);
        }

        var reader = new Utf8JsonReader(utf8, s_readerOptions);
        try
        {
            ModelReadContext.Next(ref reader);
            model.Read(ref reader, context);
            if (reader.Read())
            {
                throw new ModelReadException("there is text after the end of the object", reader.TokenStartIndex);
            }

            return model;
        }
        catch (ModelReadException fault)
        {
            throw ModelJsonException.Create(utf8, fault.Offset, fault.Message, model.Shape.Name);
        }
        catch (JsonException exception)
        {
            string problem = ModelJsonException.ProblemOf(utf8, reader.BytesConsumed, exception);
            throw ModelJsonException.Create(utf8, reader.BytesConsumed, problem, model.Shape.Name);
        }
        catch (InvalidOperationException)
        {
            // The reader throws this for text that is not valid UTF-8, and for half a surrogate pair.
            throw ModelJsonException.Create(utf8, reader.TokenStartIndex, NotText, model.Shape.Name);
        }
    }
}

/// <summary>A fault at a position of the text. The path is determined only when <see cref="ModelJson"/> catches it, so
/// that reading does not have to track it.</summary>
/// <param name="message">What is wrong.</param>
/// <param name="offset">The position, in bytes.</param>
internal sealed class ModelReadException(string message, long offset) : Exception(message)
{
    public long Offset { get; } = offset;
}
