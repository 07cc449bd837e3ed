using System.Text.Json;
using Databricks.Jobs.Models;

namespace Databricks.Jobs.Runs;

/// <summary>Describes the input of an iteration of a for-each task. The service does not return the input itself, only
/// the parameters that refer to it.</summary>
internal static class IterationInput
{
    /// <summary>The resolved parameters on one line, such as <c>day=2026-11-01, region=eu</c>; null if there are none.
    /// </summary>
    /// <param name="iteration">An iteration of a run that was read with its resolved values.</param>
    public static string? Of(RunTask iteration)
    {
        if (iteration.ResolvedValues is not { } values)
        {
            return null;
        }

        using var document = JsonDocument.Parse(values.ToJson());
        string text = string.Join(", ", Leaves(document.RootElement, name: null));
        return text.Length == 0 ? null : text;
    }

    private static IEnumerable<string> Leaves(JsonElement value, string? name) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().SelectMany(field => Leaves(field.Value, field.Name)),
        JsonValueKind.Array => value.EnumerateArray().SelectMany(item => Leaves(item, name: null)),
        _ => [name is null ? value.ToString() : $"{name}={value}"],
    };
}
