namespace Databricks.Jobs.Definitions.Files;

/// <summary>A value in a JSON or YAML file, with its position. Nodes do not change; what replaces or merges values
/// creates new nodes that keep the positions.</summary>
/// <param name="location">Where the value starts.</param>
internal abstract class DefinitionNode(SourceLocation location)
{
    /// <summary>The most values that the aliases of one file can expand to.</summary>
    public const int MaxWeight = 1_000_000;

    /// <summary>The deepest nesting, which is more than any job has.</summary>
    public const int MaxDepth = 100;

    /// <summary>Where the value starts.</summary>
    public SourceLocation Location { get; } = location;

    /// <summary>How many values this is with all aliases expanded; at most <see cref="MaxWeight"/> and a bit.</summary>
    public abstract int Weight { get; }

    /// <summary>What the value is, for messages.</summary>
    public abstract string Description { get; }

    /// <summary>The error of a key that occurs twice.</summary>
    public static JobDefinitionException Duplicate(string key, SourceLocation first, SourceLocation second) => new(
        second, $"'{key}' occurs twice in the same object, first in line {first.Line}; keep one of them.");

    /// <summary>The error of a value, with its position.</summary>
    public JobDefinitionException Fault(string problem, string? action = null) => new(Location, problem, action);
}
