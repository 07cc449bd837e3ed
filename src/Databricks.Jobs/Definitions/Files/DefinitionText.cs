using Databricks.Jobs.Serialization;

namespace Databricks.Jobs.Definitions.Files;

/// <summary>Parses text as JSON or YAML.</summary>
internal static class DefinitionText
{
    /// <summary>The key with the address of a JSON Schema.</summary>
    public const string SchemaKey = "$schema";

    private static readonly string[] s_jsonEndings = [".json", ".jsonc"];
    private static readonly string[] s_yamlEndings = [".yml", ".yaml"];

    /// <summary>The endings of files with definitions.</summary>
    public static IEnumerable<string> Endings => s_jsonEndings.Concat(s_yamlEndings);

    /// <summary>Reads and parses all documents of a file.</summary>
    /// <exception cref="JobDefinitionException">The file cannot be read, or is neither JSON nor YAML.</exception>
    public static IReadOnlyList<DefinitionNode> ReadAll(string path, JobDefinitionReaderOptions options)
    {
        try
        {
            return Parse(TextFile.Read(path), path, options);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new JobDefinitionException(
                new SourceLocation(path, 1, 1), $"{exception.Message.TrimEnd('.')}.", innerException: exception);
        }
    }

    /// <summary>Parses all documents of a text.</summary>
    /// <exception cref="JobDefinitionException">The text is neither JSON nor YAML, or has no documents.</exception>
    public static IReadOnlyList<DefinitionNode> Parse(string text, string? file, JobDefinitionReaderOptions options)
    {
        IReadOnlyList<DefinitionNode> documents = ParseAny(text, file, options);
        return documents.Count > 0
            ? documents
            : throw new JobDefinitionException(
                new SourceLocation(file, 1, 1),
                $"there is no definition, only {(IsBlank(text) ? "white space" : "comments")}.");
    }

    /// <summary>Parses all documents of a text, which can have none.</summary>
    /// <exception cref="JobDefinitionException">The text is neither JSON nor YAML.</exception>
    public static IReadOnlyList<DefinitionNode> ParseAny(
        string text, string? file, JobDefinitionReaderOptions options)
    {
        text = text.TrimStart('\uFEFF');
        if (ModelText.IndexOfInvalid(text) is >= 0 and int invalid)
        {
            throw new JobDefinitionException(LocationOf(text, invalid, file), ModelJson.NotText + ".");
        }

        if (IsBlank(text))
        {
            return [];
        }

        if (IsJson(text, file))
        {
            return [WithoutSchema(JsonNodeReader.Read(text, file))];
        }

        YamlParser parser = options.YamlParser ?? throw new JobDefinitionException(
            new SourceLocation(file, 1, 1), "this is YAML, and there is no YAML parser.", options.Advice.YamlParser);
        return [.. parser.Parse(text, file).Select(WithoutSchema)];
    }

    // The name of a JSON Schema is for editors.
    private static DefinitionNode WithoutSchema(DefinitionNode root) =>
        root is MapNode map ? map.Without(SchemaKey) : root;

    // YAML can start with a brace too, but then JSON is what most people mean.
    private static bool IsJson(string text, string? file)
    {
        string ending = Path.GetExtension(file ?? "");
        return s_jsonEndings.Contains(ending, StringComparer.OrdinalIgnoreCase)
            || (!s_yamlEndings.Contains(ending, StringComparer.OrdinalIgnoreCase)
                && text.TrimStart() is ['{' or '[', ..] or ['/', '/' or '*', ..]);
    }

    private static SourceLocation LocationOf(string text, int index, string? file)
    {
        string before = text.Substring(0, index);
        return new SourceLocation(
            file, before.Count(static letter => letter == '\n') + 1, index - before.LastIndexOf('\n'));
    }

    private static bool IsBlank(string text) => string.IsNullOrWhiteSpace(text.TrimStart('\uFEFF'));
}
