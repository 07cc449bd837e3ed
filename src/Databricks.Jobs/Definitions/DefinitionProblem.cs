namespace Databricks.Jobs.Definitions;

/// <summary>One thing that is wrong in a definition.</summary>
/// <param name="Path">Where, such as <c>tasks[1].depends_on[0].task_key</c>; empty for the whole.</param>
/// <param name="Message">What is wrong and what would be right, as a sentence.</param>
public sealed record DefinitionProblem(string Path, string Message)
{
    /// <summary>Place and message.</summary>
    public override string ToString() => Path.Length == 0 ? Message : $"{Path}: {Message}";
}
