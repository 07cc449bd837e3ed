using Databricks.Jobs.Serialization;

namespace Databricks.Jobs.Models;

/// <summary>A hashtable does not fit the model: an unknown key or word, a value of a wrong type, a key twice.</summary>
public sealed class ModelBindingException : ArgumentException
{
    private ModelBindingException(string path, string problem)
        : base(path.Length == 0 ? problem : $"{path}: {problem}") => Path = path;

    /// <summary>Where it stands, as a path such as <c>tasks[1].notebook_task.notebok_path</c>.</summary>
    public string Path { get; }

    internal static ModelBindingException UnknownField(string path, string key, ModelShape shape)
    {
        string[] names = shape.Fields.Select(field => field.Name).ToArray();
        string hint = Names.Nearest(key, names) is { } nearest
            ? $"did you mean {nearest}?"
            : $"{shape.Name} has {Enumerate(names, 20)}.";
        return new ModelBindingException(path, $"no such field; {hint}");
    }

    internal static ModelBindingException UnknownWord(string path, string text, WordSet words) =>
        NotOneOf(path, text, words.Words, words.Name);

    internal static ModelBindingException NotOneOf(
        string path,
        string text,
        IReadOnlyList<string> words,
        string kind = "word")
    {
        string hint = Names.Nearest(text, words) is { } nearest ? $"did you mean {nearest}? " : "";
        string problem = $"'{text}' is not a known {kind}; {hint}Allowed: {string.Join(", ", words)}.";
        return new ModelBindingException(path, problem);
    }

    internal static ModelBindingException WrongType(string path, object? value, string expected)
    {
        string found = value is null ? "nothing" : $"a value of type {value.GetType().Name}";
        return new ModelBindingException(path, $"expected {expected}, found {found}.");
    }

    internal static ModelBindingException Wrong(string path, string problem) => new(path, problem);

    internal static ModelBindingException Twice(string path) =>
        new(path, "this field is given twice, once under each of its spellings; keep one.");

    internal static ModelBindingException TooDeep(string path, int most) =>
        new(path.Substring(0, Math.Min(path.Length, 80)) + "...",
            $"more than {most} levels of hashtables; does one contain itself?");

    internal static ModelBindingException Lost(string path) =>
        new(path, "the value got lost on its way through ConvertTo-Json; hand over the object itself instead.");

    internal static ModelBindingException NotAdditional(string path, ModelShape shape) =>
        new(path, $"{shape.Name} has this field itself; set it there.");

    internal static ModelBindingException KeyIsNotText(string path, object key) =>
        new(path, $"a key must be text, found {key} of type {key.GetType().Name}.");

    private static string Enumerate(string[] names, int most) => names.Length == 0
        ? "no fields"
        : $"the fields {string.Join(", ", names.Take(most))}{(names.Length > most ? " and others" : "")}";
}
