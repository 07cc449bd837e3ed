using Databricks.Jobs.Definitions.Rules;

namespace Databricks.Jobs.Definitions;

/// <summary>A rule for definitions of jobs.</summary>
public sealed class JobRule
{
    internal JobRule(
        string id,
        FindingSeverity severity,
        string description,
        Func<JobCheck, IEnumerable<DefinitionProblem>> find)
    {
        Id = id;
        Severity = severity;
        Description = description;
        Find = find;
    }

    /// <summary>The name of the rule, such as <c>DependencyCycle</c>.</summary>
    public string Id { get; }

    /// <summary>How bad its findings are.</summary>
    public FindingSeverity Severity { get; }

    /// <summary>What the rule finds, in a sentence.</summary>
    public string Description { get; }

    /// <summary>Whether it needs the complete definition. The other rules also apply to a part of it.</summary>
    internal bool NeedsAll { get; init; }

    internal Func<JobCheck, IEnumerable<DefinitionProblem>> Find { get; }

    /// <summary>The name.</summary>
    public override string ToString() => Id;
}
