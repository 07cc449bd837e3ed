using System.Globalization;

namespace Databricks.Jobs.PowerShell.PipelineLogs;

/// <summary>The logging commands of Azure Pipelines. The agent finds <c>##vso[area.event name=value;]data</c> anywhere in
/// a line.</summary>
internal sealed class AzureDevOpsCommands(Action<string> write) : PipelineCommands(write)
{
    /// <inheritdoc/>
    public override void OpenGroup(string title) => Write("##[group]" + OneLine(title));

    /// <inheritdoc/>
    public override void CloseGroup() => Write("##[endgroup]");

    /// <inheritdoc/>
    public override void ShowProgress(int percent, string activity) =>
        Command("task.setprogress", $"value={percent.ToString(CultureInfo.InvariantCulture)};", OneLine(activity));

    /// <inheritdoc/>
    public override void AddError(string title, string message) =>
        Command("task.logissue", "type=error;", Lines(message));

    /// <inheritdoc/>
    public override void SetOutput(string name, string value) =>
        Command("task.setvariable", $"variable={Escape(name)};isoutput=true;", Printable(Redacted(value)));

    /// <inheritdoc/>
    public override void AddSummary(string title, string markdown)
    {
        // The agent uploads the file later, and deletes this folder when the job has ended. The title of the section is
        // the name of the file.
        string folder = Path.Combine(Variable("AGENT_TEMPDIRECTORY") ?? Path.GetTempPath(), $"dbx-{Guid.NewGuid():N}");
        Directory.CreateDirectory(folder);
        string path = Path.Combine(folder, SafeFileName.Of(OneLine(title)) + ".md");
        Append(path, markdown);
        Command("task.uploadsummary", "", path);
    }

    private void Command(string name, string properties, string data) =>
        Write($"##vso[{name}{(properties.Length == 0 ? "" : " ")}{properties}]{Escape(data)}");

    // The command is a line of the log, which terminals show too.
    private static string Printable(string value) => string.Concat(value.Select(static letter =>
        char.IsControl(letter) && letter is not ('\t' or '\r' or '\n') ? $"\\u{(int)letter:x4}" : $"{letter}"));

    private static string Escape(string text) => text
        .Replace("%", "%AZP25")
        .Replace(";", "%3B")
        .Replace("\r", "%0D")
        .Replace("\n", "%0A")
        .Replace("]", "%5D");
}
