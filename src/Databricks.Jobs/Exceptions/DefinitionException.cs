using Databricks.Jobs.Definitions;

namespace Databricks.Jobs;

/// <summary>The definition of a job, run or repair is invalid: the service would reject it.</summary>
public sealed class DefinitionException : JobsException
{
    internal DefinitionException(IReadOnlyList<DefinitionProblem> problems)
        : base(Describe(problems), "Correct the definition and try again.") => Problems = problems;

    /// <summary>All problems, in the order of the definition.</summary>
    public IReadOnlyList<DefinitionProblem> Problems { get; }

    private static string Describe(IReadOnlyList<DefinitionProblem> problems)
    {
        if (problems.Count == 1) return problems[0].ToString();
        IEnumerable<string> list = problems.Select((problem, i) => $"({i + 1}) {problem}");
        return $"The definition has {problems.Count} problems: {string.Join(" ", list)}";
    }
}

/// <summary>A problem in a definition.</summary>
/// <param name="Path">Where, such as <c>tasks[1].depends_on[0].task_key</c>; empty for the whole definition.</param>
/// <param name="Message">What is wrong and what would be right, as a sentence.</param>
public sealed record DefinitionProblem(string Path, string Message)
{
    /// <summary>Where the problem is; null if the definition was not read from a file or text.</summary>
    public SourceLocation? Location { get; init; }

    /// <summary>The safe change that removes the problem; null if there is none.</summary>
    internal DefinitionFix? Fix { get; init; }

    /// <summary>Position, path and message.</summary>
    public override string ToString()
    {
        string place = Location is null ? "" : $"{Location}: ";
        return ScreenText.Line(Path.Length == 0 ? place + Message : $"{place}{Path}: {Message}");
    }
}
