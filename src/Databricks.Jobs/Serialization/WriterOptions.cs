using System.Text.Encodings.Web;
using System.Text.Json;

namespace Databricks.Jobs.Serialization;

/// <summary>How JSON is written. Apart from reading, because setting up the escaping takes milliseconds.</summary>
internal static class WriterOptions
{
    // The text goes into request bodies and files, never into HTML, so only what JSON itself demands is escaped.
    public static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static readonly JsonWriterOptions Indented = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Indented = true,
    };
}
