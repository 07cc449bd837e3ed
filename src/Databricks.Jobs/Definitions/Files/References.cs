using System.Text.RegularExpressions;
using Databricks.Jobs.Serialization;

namespace Databricks.Jobs.Definitions.Files;

/// <summary>References such as <c>${var.name}</c> in text. <c>$${name}</c> is the text <c>${name}</c>.</summary>
internal static class References
{
    private static readonly Regex s_pattern = new(
        @"(?<escape>\$)?\$\{(?<path>[^{}]*)\}",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        TimeSpan.FromSeconds(1));

    private static readonly Regex s_braces =
        new(@"\$\{[^{}]*\}", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    private static readonly Regex s_jobId = new(
        @"^resources\.jobs\.(?<key>[^.]+)\.id$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        TimeSpan.FromSeconds(1));

    public static bool MayHave(string text) => text.IndexOf("${", StringComparison.Ordinal) >= 0;

    /// <summary>Replaces each reference, and removes the escapes.</summary>
    /// <param name="text">The text.</param>
    /// <param name="resolve">Gets the text for a path such as <c>var.name</c>.</param>
    public static string Replace(string text, Func<string, string> resolve) => s_pattern.Replace(text, match =>
        match.Groups["escape"].Success ? match.Value.Substring(1) : resolve(match.Groups["path"].Value));

    /// <summary>The text in which nothing is a reference: <c>${name}</c> becomes <c>$${name}</c>.</summary>
    public static string Escape(string text) =>
        MayHave(text) ? s_braces.Replace(text, static match => "$" + match.Value) : text;

    /// <summary>The path, if the text is one reference and nothing else; otherwise null.</summary>
    public static string? Single(string text) => s_pattern.Match(text) is { Success: true, Length: var length } match
        && length == text.Length
        && !match.Groups["escape"].Success
            ? match.Groups["path"].Value
            : null;

    /// <summary>The key of the job whose ID a path leads to; null for another path.</summary>
    public static string? JobKey(string path) =>
        s_jobId.Match(path) is { Success: true } match ? match.Groups["key"].Value : null;

    /// <summary>The references to IDs of jobs that were kept.</summary>
    public static IEnumerable<JobIdReference> JobIds(DefinitionNode node) => node switch
    {
        ScalarNode { Kind: ScalarKind.Reference } scalar => s_pattern.Matches(scalar.Text).Cast<Match>()
            .Select(static match => JobKey(match.Groups["path"].Value))
            .OfType<string>()
            .Select(key => new JobIdReference(key, scalar.Location)),
        SequenceNode list => list.Items.SelectMany(JobIds),
        MapNode map => map.Entries.SelectMany(static entry => JobIds(entry.Value)),
        _ => [],
    };

    /// <summary>The same value with each text changed.</summary>
    public static DefinitionNode Map(DefinitionNode node, Func<ScalarNode, DefinitionNode> change) => node switch
    {
        ScalarNode scalar when MayHave(scalar.Text) => change(scalar),
        SequenceNode list when list.Items.Any(HasAny) =>
            new SequenceNode([.. list.Items.Select(item => Map(item, change))], list.Location),
        MapNode map when map.Entries.Any(HasAny) => new MapNode(
            [.. map.Entries.Select(entry => Unescape(entry) with { Value = Map(entry.Value, change) })],
            map.Location),
        _ => node,
    };

    /// <summary>Checks that a value has no references, and removes the escapes.</summary>
    /// <exception cref="JobDefinitionException">It has one.</exception>
    public static DefinitionNode CheckNone(DefinitionNode node) => Map(node, static scalar => ScalarNode.OfText(
        Replace(scalar.Text, path => throw scalar.Fault(
            $"${{{path}}} is a reference to a value of a bundle, and this file is not a bundle.",
            $"Write the value itself, or $${{{path}}} if the text is meant.")),
        scalar.Location));

    private static bool HasAny(DefinitionNode node) => node switch
    {
        ScalarNode scalar => MayHave(scalar.Text),
        SequenceNode list => list.Items.Any(HasAny),
        MapNode map => map.Entries.Any(HasAny),
        _ => false,
    };

    private static bool HasAny(MapEntry entry) => MayHave(entry.Key) || HasAny(entry.Value);

    // A key cannot have references, but the text of one.
    private static MapEntry Unescape(MapEntry entry) => !MayHave(entry.Key) ? entry : entry with
    {
        Key = Replace(entry.Key, _ => throw new JobDefinitionException(
            entry.KeyLocation, $"'{entry.Key}' is a key, and a key cannot have references; write it in full.")),
    };
}
