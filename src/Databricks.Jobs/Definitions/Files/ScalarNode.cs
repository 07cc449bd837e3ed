using Databricks.Jobs.Serialization;

namespace Databricks.Jobs.Definitions.Files;

/// <summary>A string, a number, true, false or null.</summary>
/// <param name="text">The text as it is in the file, without quotation marks.</param>
/// <param name="isPlain">Whether it has no quotation marks.</param>
/// <param name="kind">What it is if the field does not determine it.</param>
/// <param name="location">Where it starts.</param>
internal sealed class ScalarNode(string text, bool isPlain, ScalarKind kind, SourceLocation location)
    : DefinitionNode(location)
{
    /// <summary>The text as it is in the file, without quotation marks.</summary>
    public string Text { get; } = text;

    /// <summary>Whether it has no quotation marks.</summary>
    public bool IsPlain { get; } = isPlain;

    /// <summary>What it is if the field does not determine it.</summary>
    public ScalarKind Kind { get; } = kind;

    public bool IsNull => Kind == ScalarKind.Null;

    /// <inheritdoc/>
    public override int Weight => 1;

    /// <inheritdoc/>
    public override string Description => Kind switch
    {
        ScalarKind.Null => "null",
        ScalarKind.Text => $"the text '{Text.Truncate(40)}'",
        _ => Text.Truncate(40),
    };

    /// <summary>Creates text.</summary>
    public static ScalarNode OfText(string text, SourceLocation location) =>
        new(text, isPlain: false, ScalarKind.Text, location);
}
