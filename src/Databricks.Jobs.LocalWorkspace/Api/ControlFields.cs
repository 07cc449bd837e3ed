using System.Text.Json;
using System.Text.Json.Nodes;
using Databricks.Jobs.LocalWorkspace.Http;

namespace Databricks.Jobs.LocalWorkspace.Api;

/// <summary>Reads the members of a control request; an unknown member is an error.</summary>
internal sealed class ControlFields(JsonObject values)
{
    private readonly HashSet<string> _read = new(StringComparer.Ordinal);

    public string? GetText(string name) => Get<string>(name, "a string");

    public int? GetNumber(string name) => Find(name) is null ? null : Get<int>(name, "a whole number");

    public double? GetDouble(string name) => Find(name) is null ? null : Get<double>(name, "a number");

    public TimeSpan? GetSeconds(string name) => GetDouble(name) is not { } seconds
        ? null
        : seconds is >= 0 and <= 1e9
            ? TimeSpan.FromSeconds(seconds)
            : throw ApiException.InvalidParameter($"{name} must be a number of seconds from 0 to 1e9.");

    public T? GetEnum<T>(string name)
        where T : struct, Enum
    {
        if (GetText(name) is not { } text) return null;
        var names = (T[])typeof(T).GetEnumValues();
        string wanted = text.Replace("_", "");
        int index = Array.FindIndex(
            names, candidate => candidate.ToString().Equals(wanted, StringComparison.OrdinalIgnoreCase));
        return index >= 0
            ? names[index]
            : throw ApiException.InvalidParameter($"{name} must be one of {string.Join(", ", names)}, not '{text}'.");
    }

    public Dictionary<string, string>? GetMap(string name)
    {
        if (Find(name) is not { } node) return null;
        if (node is not JsonObject map) throw Mismatch(name, "an object");
        return map.ToDictionary(
            pair => pair.Key,
            pair => pair.Value is JsonValue value && value.TryGetValue(out string? text)
                ? text
                : pair.Value?.ToJsonString() ?? "",
            StringComparer.Ordinal);
    }

    public void RejectUnknown()
    {
        foreach (KeyValuePair<string, JsonNode?> member in values)
        {
            if (!_read.Contains(member.Key))
            {
                throw ApiException.InvalidParameter($"'{member.Key}' is not a field of this request.");
            }
        }
    }

    private T? Get<T>(string name, string kind)
    {
        if (Find(name) is not { } node) return default;
        try
        {
            return node.GetValue<T>();
        }
        catch (Exception mismatch) when (mismatch is InvalidOperationException or FormatException or JsonException)
        {
            throw Mismatch(name, kind);
        }
    }

    private JsonNode? Find(string name)
    {
        _read.Add(name);
        return values[name];
    }

    private static ApiException Mismatch(string name, string kind) =>
        ApiException.InvalidParameter($"{name} must be {kind}.");
}
