using System.Globalization;
using Databricks.Jobs.Serialization;

namespace Databricks.Jobs.Models;

/// <summary>A hashtable does not fit the model: a key or value is unknown, a value has a wrong type, or a field occurs
/// twice.</summary>
public sealed class ModelBindingException : ArgumentException
{
    private const int LongestPath = 80;
    private const int MostFields = 20;

    private ModelBindingException(string path, string problem)
        : base(path.Length == 0 ? problem : $"{path}: {problem}") => Path = path;

    /// <summary>The path of the faulty value, such as <c>tasks[1].notebook_task.notebok_path</c>.</summary>
    public string Path { get; }

    internal static ModelBindingException UnknownField(string path, string key, ModelShape shape)
    {
        if (ReadOnlyFields.Contains(shape, key))
        {
            return new ModelBindingException(path, "this field is read-only: only the service sets it. Remove it.");
        }

        string[] names = shape.Fields.Select(field => field.Name).ToArray();
        string hint = NameMatcher.Nearest(key, names) is { } nearest
            ? $"did you mean {nearest}?"
            : $"{shape.Name} has {Enumerate(names)}.";
        return new ModelBindingException(path, $"no such field; {hint}");
    }

    internal static ModelBindingException UnknownValue(string path, string text, KnownValues known) =>
        NotOneOf(path, text, known.Values, known.Name);

    internal static ModelBindingException NotOneOf(
        string path,
        string text,
        IReadOnlyList<string> values,
        string kind = "value")
    {
        string hint = NameMatcher.Nearest(text, values) is { } nearest ? $"did you mean {nearest}? " : "";
        string problem = $"'{text}' is not a known {kind}; {hint}Allowed: {string.Join(", ", values)}.";
        return new ModelBindingException(path, problem);
    }

    internal static ModelBindingException WrongType(string path, object? value, string expected)
    {
        string found = value switch
        {
            null => "null",
            JsonNumber number => $"the number {number}",
            PlainScalar scalar => $"'{scalar}'",
            _ => $"a value of type {value.GetType().Name}",
        };
        return new ModelBindingException(path, $"expected {expected}, found {found}.");
    }

    internal static ModelBindingException NoJsonObject(string path, string text)
    {
        string found = text.TrimStart('\uFEFF', ' ', '\t', '\r', '\n') switch
        {
            "" => "the text is empty",
            ['[', ..] => "found a JSON array, which starts with a bracket. If it has one object, remove the brackets",
            _ => "found other text",
        };
        return new ModelBindingException(path, $"expected a JSON object, which starts with a brace; {found}.");
    }

    internal static ModelBindingException Wrong(string path, string problem) => new(path, problem);

    internal static ModelBindingException Twice(string path) =>
        new(path, "this field is specified twice, once in each spelling; keep one of them.");

    internal static ModelBindingException Duplicate(string path) =>
        new(path, "the JSON text has this property twice; keep one of them.");

    internal static ModelBindingException ContainsItself(string path) =>
        new(Truncate(path), "a hashtable or list cannot contain itself.");

    internal static ModelBindingException TooDeep(string path, int max) =>
        new(Truncate(path), $"more than {max} levels of hashtables and lists; does one contain itself?");

    internal static ModelBindingException TooMany(string path, int max) =>
        new(Truncate(path), "more than " + max.ToString("N0", CultureInfo.InvariantCulture)
            + " values; does a hashtable occur in several others?");

    internal static ModelBindingException NotUnicode(string path) => new(path, ModelJson.NotText + ".");

    internal static ModelBindingException Lost(string path) =>
        new(path, "the value was lost when the object was converted to JSON; pass the object itself instead.");

    internal static ModelBindingException NotAdditional(string path, ModelShape shape) =>
        new(path, $"{shape.Name} has this field; set it there.");

    internal static ModelBindingException KeyIsNotText(string path, object key) =>
        new(path, $"a key must be a string, found {key} of type {key.GetType().Name}.");

    private static string Truncate(string path) =>
        path.Length > LongestPath ? path.Truncate(LongestPath) + "..." : path;

    private static string Enumerate(string[] names) => names.Length == 0
        ? "no fields"
        : $"the fields {string.Join(", ", names.Take(MostFields))}{(names.Length > MostFields ? " and others" : "")}";
}
