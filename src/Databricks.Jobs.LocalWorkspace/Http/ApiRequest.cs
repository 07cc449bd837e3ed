using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Databricks.Jobs.Models;
using Databricks.Jobs.Serialization;

namespace Databricks.Jobs.LocalWorkspace.Http;

/// <summary>A request with its complete body.</summary>
internal sealed class ApiRequest
{
    public required string Method { get; init; }

    /// <summary>The path without the query, including the version of the API.</summary>
    public required string Path { get; init; }

    public required IReadOnlyDictionary<string, string> Query { get; init; }

    /// <summary>The query as it was sent.</summary>
    public string RawQuery { get; init; } = "";

    public required byte[] Body { get; init; }

    public string? Authorization { get; init; }

    public bool IsVersion22 => Path.StartsWith("/api/2.2/", StringComparison.Ordinal);

    public static Dictionary<string, string> ParseForm(string text)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string pair in text.Split(['&'], StringSplitOptions.RemoveEmptyEntries))
        {
            int split = pair.IndexOf('=');
            string name = split < 0 ? pair : pair.Substring(0, split);
            values[Decode(name)] = split < 0 ? "" : Decode(pair.Substring(split + 1));
        }

        return values;

        static string Decode(string part) => Uri.UnescapeDataString(part.Replace('+', ' '));
    }

    public string? Text(string name) => Query.TryGetValue(name, out string? value) && value.Length > 0 ? value : null;

    public bool Flag(string name) => Text(name) is { } text && Parse<bool>(name, text, "boolean", bool.TryParse);

    public long? Number(string name) => Text(name) is { } text
        ? Parse<long>(name, text, "integer", TryParseNumber)
        : null;

    public long RequiredNumber(string name) =>
        Number(name) ?? throw ApiException.InvalidParameter($"Missing required field: {name}");

    /// <summary>Reads the body as a model; an empty body is an empty object.</summary>
    public T Read<T>()
        where T : JobsModel, new()
    {
        try
        {
            return Body.Length == 0 ? new T() : ModelJson.Read<T>(Body, new ModelReadContext(strict: false));
        }
        catch (FormatException exception)
        {
            throw ApiException.Malformed($"Could not parse request object: {exception.Message}");
        }
    }

    /// <summary>Reads the body as JSON; an empty body is an empty object.</summary>
    public JsonObject ReadObject()
    {
        try
        {
            return Body.Length == 0
                ? []
                : JsonNode.Parse(Body) as JsonObject ?? throw new JsonException("An object is expected.");
        }
        catch (JsonException exception)
        {
            throw ApiException.Malformed($"Could not parse request object: {exception.Message}");
        }
    }

    public Dictionary<string, string> ReadForm() => ParseForm(Encoding.UTF8.GetString(Body));

    private delegate bool Parser<T>(string text, out T value);

    private static bool TryParseNumber(string text, out long number) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);

    private static T Parse<T>(string name, string text, string kind, Parser<T> parser) =>
        parser(text, out T value)
            ? value
            : throw ApiException.InvalidParameter($"Could not parse {name}: '{text}' is not of type {kind}.");
}
