namespace Databricks.Jobs.Reports;

/// <summary>What differs between a report in a file and a page of a server.</summary>
internal sealed class HtmlReportFrame
{
    /// <summary>A file.</summary>
    public static readonly HtmlReportFrame File = new();

    /// <summary>Whether the page updates itself while the run is active.</summary>
    public bool IsLive { get; init; }

    /// <summary>The address of the start page; null in a file.</summary>
    public string? HomeUrl { get; init; }
}
