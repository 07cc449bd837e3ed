namespace Databricks.Jobs.PowerShell.Commands;

/// <summary>The format of a file with definitions of jobs.</summary>
public enum JobFileFormat
{
    /// <summary>The JSON of the API.</summary>
    Json,

    /// <summary>A script that creates the jobs.</summary>
    PowerShell,
}
