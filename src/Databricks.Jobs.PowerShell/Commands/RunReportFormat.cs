namespace Databricks.Jobs.PowerShell.Commands;

/// <summary>The format of a report on a run.</summary>
public enum RunReportFormat
{
    /// <summary>One HTML page that needs nothing else.</summary>
    Html,

    /// <summary>Markdown for the summary of a pipeline.</summary>
    Markdown,

    /// <summary>The Gantt chart as an image.</summary>
    Svg,
}
