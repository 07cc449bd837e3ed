namespace Databricks.Jobs;

/// <summary>A job, run or repair is defined in a way that the service would refuse. Nothing has been sent.</summary>
public sealed class DefinitionException : JobsException
{
    internal DefinitionException(IReadOnlyList<DefinitionProblem> problems)
        : base(Describe(problems), "Nothing was sent. Correct the definition and try again.") => Problems = problems;

    /// <summary>Everything that is wrong, in the order of the definition.</summary>
    public IReadOnlyList<DefinitionProblem> Problems { get; }

    private static string Describe(IReadOnlyList<DefinitionProblem> problems) => problems.Count == 1
        ? problems[0].ToString()
        : $"{problems.Count} things are wrong: {string.Join(" ", problems.Select((problem, i) => $"({i + 1}) {problem}"))}";
}

/// <summary>One thing that is wrong in a definition.</summary>
/// <param name="Path">Where, such as <c>tasks[1].depends_on[0].task_key</c>; empty for the whole.</param>
/// <param name="Message">What is wrong and what would be right, as a sentence.</param>
public sealed record DefinitionProblem(string Path, string Message)
{
    /// <summary>Place and message.</summary>
    public override string ToString() => Path.Length == 0 ? Message : $"{Path}: {Message}";
}
