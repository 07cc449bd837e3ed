using System.Text.Json;

namespace Databricks.Jobs.Benchmarks;

/// <summary>The baselines of reading: a scan of every token, and the document of System.Text.Json.</summary>
internal static class TokenScan
{
    public static int Count(byte[] json)
    {
        Utf8JsonReader reader = new(json);
        int tokens = 0;

        while (reader.Read())
        {
            tokens++;
        }

        return tokens;
    }

    public static JsonValueKind Parse(byte[] json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.ValueKind;
    }
}
