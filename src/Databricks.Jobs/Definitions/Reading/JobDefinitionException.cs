namespace Databricks.Jobs.Definitions;

/// <summary>A file or text with definitions of jobs is invalid or cannot be read.</summary>
public sealed class JobDefinitionException : JobsException
{
    private const string DefaultAction = "Correct the file and try again.";

    internal JobDefinitionException(
        SourceLocation location,
        string problem,
        string? action = null,
        Exception? innerException = null)
        : base($"{location}: {problem}", action ?? DefaultAction, innerException) => Location = location;

    /// <summary>Where the mistake is.</summary>
    public SourceLocation Location { get; }
}
