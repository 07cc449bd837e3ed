using System.Text.Encodings.Web;
using System.Text.Json;

namespace Databricks.Jobs.Serialization;

/// <summary>Options for writing JSON. They are separate from reading, because initializing the encoder takes
/// milliseconds.</summary>
internal static class WriterOptions
{
    // The text is used in request bodies and files, never in HTML, so only what JSON requires is escaped.
    public static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static readonly JsonWriterOptions Indented = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Indented = true,
    };
}
