namespace Databricks.Jobs.Definitions;

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
