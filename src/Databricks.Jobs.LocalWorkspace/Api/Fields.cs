using System.Text.Json;
using System.Text.Json.Nodes;
using Databricks.Jobs.LocalWorkspace.Http;

namespace Databricks.Jobs.LocalWorkspace.Api;

/// <summary>Reads the members of a control request; a member that nobody asked for is an error.</summary>
internal sealed class Fields(JsonObject values)
{
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);

    public string? Text(string name) => Get<string>(name, "a string");

    public int? Number(string name) => Find(name) is null ? null : Get<int>(name, "a whole number");

    public double? Real(string name) => Find(name) is null ? null : Get<double>(name, "a number");

    public TimeSpan? Seconds(string name) => Real(name) is not { } seconds
        ? null
        : seconds is >= 0 and <= 1e9
            ? TimeSpan.FromSeconds(seconds)
            : throw ApiException.InvalidParameter($"{name} must be a number of seconds, 0 or more.");

    public T? Word<T>(string name)
        where T : struct, Enum
    {
        if (Text(name) is not { } text) return null;
        var words = (T[])typeof(T).GetEnumValues();
        var wanted = text.Replace("_", "");
        var index = Array.FindIndex(words, word => word.ToString().Equals(wanted, StringComparison.OrdinalIgnoreCase));
        return index >= 0
            ? words[index]
            : throw ApiException.InvalidParameter($"{name} must be one of {string.Join(", ", words)}, not '{text}'.");
    }

    public Dictionary<string, string>? Map(string name)
    {
        if (Find(name) is not { } node) return null;
        if (node is not JsonObject map) throw Mismatch(name, "an object");
        return map.ToDictionary(
            pair => pair.Key,
            pair => pair.Value is JsonValue value && value.TryGetValue<string>(out var text)
                ? text
                : pair.Value?.ToJsonString() ?? "",
            StringComparer.Ordinal);
    }

    public void RefuseOthers()
    {
        foreach (var member in values)
        {
            if (!_asked.Contains(member.Key)) throw ApiException.InvalidParameter($"There is no field {member.Key}.");
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
        _asked.Add(name);
        return values[name];
    }

    private static ApiException Mismatch(string name, string kind) =>
        ApiException.InvalidParameter($"{name} must be {kind}.");
}
