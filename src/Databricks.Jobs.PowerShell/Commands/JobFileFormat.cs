namespace Databricks.Jobs.PowerShell.Commands;

/// <summary>The format of a file with definitions of jobs.</summary>
public enum JobFileFormat
{
    /// <summary>The JSON of the API.</summary>
    Json,

    /// <summary>YAML with the jobs in resources.jobs, as in a bundle.</summary>
    Yaml,

    /// <summary>A script that creates the jobs.</summary>
    PowerShell,
}
