namespace Databricks.Jobs.Definitions;

/// <summary>Something in the definition of a job that a rule finds.</summary>
public sealed record JobFinding
{
    internal JobFinding(JobRule rule, DefinitionProblem problem, string? jobName)
    {
        Rule = rule;
        Path = problem.Path;
        Message = problem.Message;
        JobName = jobName;
        Edit = problem.Fix;
    }

    /// <summary>The name of the rule, such as <c>DependencyCycle</c>.</summary>
    public string RuleId => Rule.Id;

    /// <summary>How bad it is.</summary>
    public FindingSeverity Severity => Rule.Severity;

    /// <summary>The name of the job; null if it has none.</summary>
    public string? JobName { get; }

    /// <summary>Where in the definition, such as <c>tasks[1].depends_on[0].task_key</c>; empty for the whole
    /// definition.</summary>
    public string Path { get; }

    /// <summary>What is wrong and what would be right.</summary>
    public string Message { get; }

    /// <summary>The safe change that removes the finding, as a sentence; null if there is none.</summary>
    public string? Fix => Edit is null ? null : $"Replace '{Edit.Old}' with '{Edit.New}'.";

    /// <summary>The full path of the file; null if the definition was not read from a file.</summary>
    public string? File { get; internal init; }

    /// <summary>The line in the file or text, from 1; null if the definition was an object.</summary>
    public int? Line { get; internal init; }

    /// <summary>The column in UTF-16 code units, from 1; null if the definition was an object.</summary>
    public int? Column { get; internal init; }

    internal JobRule Rule { get; }

    internal DefinitionFix? Edit { get; }

    /// <summary>Where the text to replace is; null if it is not written out in a file.</summary>
    internal SourceLocation? EditPlace { get; init; }

    /// <summary>Whether <see cref="JobFixes"/> can remove it.</summary>
    internal bool IsFixable => Edit is not null && EditPlace is not null && File is not null;

    /// <summary>Place, severity, rule and message, as compilers print them.</summary>
    public override string ToString()
    {
        string place = File is not null ? $"{File}:{Line}:{Column}: " : Line is not null ? $"{Line}:{Column}: " : "";
        string path = Path.Length == 0 ? "" : Path + ": ";
        return ScreenText.Line($"{place}{Severity} {RuleId}: {path}{Message}");
    }
}
