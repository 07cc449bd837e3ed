using System.Collections;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Databricks.Jobs.Models;
using Databricks.Jobs.Serialization;

namespace Databricks.Jobs.Definitions.Rules;

/// <summary>Checks a model against the schema: required fields, lengths, counts and ranges.</summary>
internal static class SchemaRules
{
    private static readonly TimeSpan s_patternTimeout = TimeSpan.FromSeconds(1);

    /// <summary>The required fields that are missing, and the values beyond the limits.</summary>
    public static IEnumerable<DefinitionProblem> Check(JobsModel model, string path = "")
    {
        FieldVisit[] fields = [.. ModelVisit.All(model, path).SelectMany(static visit => visit.Fields())];
        return Missing(fields).Concat(Limits(fields));
    }

    /// <summary>The required fields that are missing.</summary>
    public static IEnumerable<DefinitionProblem> Missing(IEnumerable<FieldVisit> fields) => fields
        .Where(static field => field.Field.Required && field.Value is null)
        .Select(static field => new DefinitionProblem(field.Path, "is missing; it is required."));

    /// <summary>The values beyond the limits of their fields.</summary>
    public static IEnumerable<DefinitionProblem> Limits(IEnumerable<FieldVisit> fields) => fields
        .Where(static field => field.Value is not (null or bool or JobsModel))
        .SelectMany(static field => CheckLimits(field.Field, field.Value!, field.Path));

    private static IEnumerable<DefinitionProblem> CheckLimits(FieldShape field, object value, string path)
    {
        if (!IsUnicode(value))
        {
            yield return Problem(path, $"is not valid Unicode: it has half of a surrogate pair.");
            yield break;
        }

        if (value is ICollection items && field.MaxItems < items.Count)
        {
            yield return Problem(path, $"has {items.Count} items; at most {field.MaxItems} are allowed.");
        }

        if (value is string text && field.MaxLength < text.Length)
        {
            yield return Problem(path, $"has {text.Length} characters; at most {field.MaxLength} are allowed.");
        }

        if (field.MaxBytes is { } max && Size(value) is { } size && size > max)
        {
            yield return Problem(path, $"has {size} bytes; at most {max} are allowed.");
        }

        if (value is long number && (number < field.Min || number > field.Max))
        {
            string range = field.Min is null ? $"at most {field.Max}"
                : field.Max is null ? $"at least {field.Min}"
                : $"from {field.Min} to {field.Max}";
            yield return Problem(path, $"is {number}; it must be {range}.");
        }

        if (value is string name && field.Pattern is { } pattern
            && !Regex.IsMatch(name, pattern, RegexOptions.None, s_patternTimeout))
        {
            yield return Problem(path, $"'{name}' has characters that are not allowed; it must match {pattern}.");
        }
    }

    private static bool IsUnicode(object? value) => value switch
    {
        string text => ModelText.IsUnicode(text),
        List<string> list => list.TrueForAll(IsUnicode),
        Dictionary<string, string> map => map.All(entry => IsUnicode(entry.Key) && IsUnicode(entry.Value)),
        _ => true,
    };

    private static int? Size(object value) => value switch
    {
        string text => Encoding.UTF8.GetByteCount(text),
        List<string> or Dictionary<string, string> => UntypedJson.ToElement(value, "").GetRawText() is { } json
            ? Encoding.UTF8.GetByteCount(json)
            : null,
        _ => null,
    };

    private static DefinitionProblem Problem(string path, FormattableString message) =>
        new(path, message.ToString(CultureInfo.InvariantCulture));
}
