namespace Databricks.Jobs.Definitions.Rules;

/// <summary>Describes names that do not exist.</summary>
internal static class NameProblem
{
    /// <param name="path">The path of the name.</param>
    /// <param name="kind">What does not exist, such as <c>task</c>.</param>
    /// <param name="name">The name.</param>
    /// <param name="known">The names that exist.</param>
    /// <param name="others">What to say if none of them is similar, as a sentence.</param>
    public static DefinitionProblem Create(
        string path,
        string kind,
        string name,
        IReadOnlyCollection<string> known,
        string others)
    {
        string hint = NameMatcher.Nearest(name, known) is { } nearest ? $"did you mean '{nearest}'?" : others;
        return new DefinitionProblem(path, $"there is no {kind} '{name}'; {hint}") { Fix = Fix(name, known) };
    }

    /// <summary>The correction of a name, if it has one typing error and only one known name is meant.</summary>
    public static DefinitionFix? Fix(string name, IEnumerable<string> known) =>
        NameMatcher.OnlyTypo(name, known) is { } right ? new DefinitionFix(name, right) : null;
}
