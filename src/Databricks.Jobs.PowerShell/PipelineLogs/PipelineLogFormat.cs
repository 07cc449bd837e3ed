namespace Databricks.Jobs.PowerShell;

/// <summary>The build system whose commands a waiting command writes to the log.</summary>
public enum PipelineLogFormat
{
    /// <summary>No commands.</summary>
    None,

    /// <summary>The logging commands of Azure Pipelines.</summary>
    AzureDevOps,

    /// <summary>The workflow commands of GitHub Actions.</summary>
    GitHub,
}
