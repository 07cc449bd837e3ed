namespace Databricks.Jobs.Definitions.Files;

/// <summary>A list.</summary>
internal sealed class SequenceNode : DefinitionNode
{
    /// <param name="items">The items.</param>
    /// <param name="location">Where it starts.</param>
    public SequenceNode(IReadOnlyList<DefinitionNode> items, SourceLocation location)
        : base(location)
    {
        Items = items;
        long weight = 1;
        foreach (DefinitionNode item in items)
        {
            weight += item.Weight;
        }

        Weight = (int)Math.Min(weight, int.MaxValue);
    }

    public IReadOnlyList<DefinitionNode> Items { get; }

    /// <inheritdoc/>
    public override int Weight { get; }

    /// <inheritdoc/>
    public override string Description => "a list";
}
