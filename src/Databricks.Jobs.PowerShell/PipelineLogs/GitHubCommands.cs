namespace Databricks.Jobs.PowerShell.PipelineLogs;

/// <summary>The workflow commands of GitHub Actions: <c>::name property=value::data</c> at the start of a line, and files
/// for output variables and the summary.</summary>
internal sealed class GitHubCommands(Action<string> write) : PipelineCommands(write)
{
    // The limit of the service for each step. A larger summary would be lost.
    private const int MaxSummaryBytes = 1024 * 1024;

    /// <inheritdoc/>
    public override void OpenGroup(string title) => Write("::group::" + EscapeData(OneLine(title)));

    /// <inheritdoc/>
    public override void CloseGroup() => Write("::endgroup::");

    /// <inheritdoc/>
    public override void AddError(string title, string message) =>
        Write($"::error title={EscapeProperty(OneLine(title))}::{EscapeData(Lines(message))}");

    /// <inheritdoc/>
    public override void SetOutput(string name, string value)
    {
        string text = Redacted(value);
        // A fixed delimiter could be in the value, which would then set other variables.
        string delimiter;
        do
        {
            delimiter = $"dbx_{Guid.NewGuid():N}";
        }
        while (text.Contains(delimiter));

        string end = Environment.NewLine;
        Append(FileOf("GITHUB_OUTPUT"), $"{name}<<{delimiter}{end}{text}{end}{delimiter}{end}");
    }

    /// <inheritdoc/>
    public override void AddSummary(string title, string markdown)
    {
        string path = FileOf("GITHUB_STEP_SUMMARY");
        long length = File.Exists(path) ? new FileInfo(path).Length : 0;
        if (length + Utf8.GetByteCount(markdown) > MaxSummaryBytes)
        {
            throw new IOException("The summary of a step can have 1 MB, and this report would exceed that.");
        }

        Append(path, markdown + Environment.NewLine);
    }

    private static string FileOf(string variable) => Variable(variable)
        ?? throw new IOException($"The environment variable {variable} is not set.");

    private static string EscapeData(string text) => text
        .Replace("%", "%25")
        .Replace("\r", "%0D")
        .Replace("\n", "%0A");

    private static string EscapeProperty(string text) => EscapeData(text)
        .Replace(":", "%3A")
        .Replace(",", "%2C");
}
