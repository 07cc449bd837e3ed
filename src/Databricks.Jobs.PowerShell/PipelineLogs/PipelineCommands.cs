using System.Text;
using Databricks.Jobs.Authentication;
using Databricks.Jobs.Secrets;

namespace Databricks.Jobs.PowerShell.PipelineLogs;

/// <summary>The commands of a build system. It reads them from the output of a step, among all other lines, so text of
/// a run is made inert in every line: with the escapes of the system in a command, and without them in a plain line.
/// </summary>
/// <param name="write">Writes a line to the output of the step.</param>
internal abstract class PipelineCommands(Action<string> write)
{
    /// <summary>UTF-8 without a byte order mark.</summary>
    protected static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Gets the commands of a build system, by default of the one that runs this process.</summary>
    /// <param name="format">The build system; null for the one that runs this process.</param>
    /// <param name="write">Writes a line to the output of the step.</param>
    /// <returns>The commands; null if there are none.</returns>
    public static PipelineCommands? For(PipelineLogFormat? format, Action<string> write) =>
        (format ?? Detect()) switch
        {
            PipelineLogFormat.AzureDevOps => new AzureDevOpsCommands(write),
            PipelineLogFormat.GitHub => new GitHubCommands(write),
            _ => null,
        };

    /// <summary>Writes a line that is not a command, whatever its text.</summary>
    public void WriteLine(string text) => Write(OneLine(text));

    /// <summary>Starts a group of lines that the page of the log can fold.</summary>
    public abstract void OpenGroup(string title);

    /// <summary>Ends the group.</summary>
    public abstract void CloseGroup();

    /// <summary>Shows the progress of the step, if the build system can.</summary>
    /// <param name="percent">The progress, from 0 to 100.</param>
    /// <param name="activity">What is in progress.</param>
    public virtual void ShowProgress(int percent, string activity)
    {
    }

    /// <summary>Adds an error to the page of the build.</summary>
    /// <param name="title">What failed.</param>
    /// <param name="message">Why, in one or more lines.</param>
    public abstract void AddError(string title, string message);

    /// <summary>Sets a variable that later steps and jobs can read.</summary>
    /// <param name="name">The name, of letters, digits and underscores.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="IOException">The file of the build system cannot be written.</exception>
    public abstract void SetOutput(string name, string value);

    /// <summary>Adds a text to the page of the build.</summary>
    /// <param name="title">What the text describes.</param>
    /// <param name="markdown">The text, as Markdown in which text of runs is escaped.</param>
    /// <exception cref="IOException">The file of the build system cannot be written.</exception>
    public abstract void AddSummary(string title, string markdown);

    /// <summary>Writes a line as it is.</summary>
    protected void Write(string line) => write(line);

    /// <summary>A text of a run in one line, without secrets, that no build system takes for a command.</summary>
    protected static string OneLine(string text) => Inert(text, keepsLines: false);

    /// <summary>The same with line breaks.</summary>
    protected static string Lines(string text) => Inert(text, keepsLines: true);

    /// <summary>A value without secrets; otherwise as it is.</summary>
    protected static string Redacted(string value) => SecretPatterns.Redact(value);

    /// <summary>Gets an environment variable of the build system.</summary>
    /// <returns>Its value; null if it is not set or empty.</returns>
    protected static string? Variable(string name) => EnvironmentReader.Process.Get(name);

    /// <summary>Adds a text to the end of a file.</summary>
    protected static void Append(string path, string text) => File.AppendAllText(path, text, Utf8);

    private static string Inert(string text, bool keepsLines) =>
        ScreenText.Clean(Redacted(TerminalCodes.Remove(text)), keepsLines, breaksCommands: true);

    private static PipelineLogFormat Detect() => BuildService.Detect(EnvironmentReader.Process) switch
    {
        "azure-devops" => PipelineLogFormat.AzureDevOps,
        "github" => PipelineLogFormat.GitHub,
        _ => PipelineLogFormat.None,
    };
}
