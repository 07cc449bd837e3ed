namespace Databricks.Jobs.Definitions;

/// <summary>How definitions of jobs are written.</summary>
public sealed class JobDefinitionWriterOptions
{
    /// <summary>Whether to write values that mean the same as none, such as defaults that the service added, and fields
    /// that only the service sets. The default is false.</summary>
    public bool Full { get; set; }
}
