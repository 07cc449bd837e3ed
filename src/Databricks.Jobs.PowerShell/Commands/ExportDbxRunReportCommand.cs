using System.Globalization;
using System.Management.Automation;
using System.Text;
using Databricks.Jobs.PowerShell.Binding;
using Databricks.Jobs.PowerShell.Commands.Base;
using Databricks.Jobs.PowerShell.Completion;
using Databricks.Jobs.PowerShell.Errors;
using Databricks.Jobs.PowerShell.Pages;
using Databricks.Jobs.Reports;

namespace Databricks.Jobs.PowerShell.Commands;

/// <summary>Writes reports on runs to files.</summary>
[Cmdlet(
    VerbsData.Export,
    "DbxRunReport",
    DefaultParameterSetName = IdSet,
    SupportsShouldProcess = true,
    HelpUri = Help.Base + "Export-DbxRunReport.md")]
[OutputType(typeof(FileInfo))]
public sealed class ExportDbxRunReportCommand : RunCommandBase
{
    private const string PathHelp =
        "The folder for the files, or the path of the file for one run, which ends in .html, .md or .svg. The default "
        + "is the current location.";

    private static readonly UTF8Encoding s_encoding = new(encoderShouldEmitUTF8Identifier: false);

    private static readonly Dictionary<string, RunReportFormat> s_formats = new(StringComparer.OrdinalIgnoreCase)
    {
        [".html"] = RunReportFormat.Html,
        [".htm"] = RunReportFormat.Html,
        [".md"] = RunReportFormat.Markdown,
        [".svg"] = RunReportFormat.Svg,
    };

    private readonly HashSet<string> _written = new(StringComparer.OrdinalIgnoreCase);
    private Target? _target;

    /// <inheritdoc/>
    [Parameter(
        Mandatory = true,
        Position = 0,
        ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true,
        ParameterSetName = IdSet,
        HelpMessage = "The IDs of the runs.")]
    [Parameter(
        Mandatory = true,
        ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true,
        ParameterSetName = PipedSet,
        HelpMessage = "The IDs of the runs.")]
    [ArgumentCompleter(typeof(RunIdCompleter))]
    [IdTransformation(IdKind.Run, OrOther = true)]
    [Alias("run_id")]
    public override long[]? RunId { get; set; }

    /// <summary>The folder or file.</summary>
    [Parameter(Position = 1, ParameterSetName = IdSet, HelpMessage = PathHelp)]
    [Parameter(Position = 0, ParameterSetName = PipedSet, HelpMessage = PathHelp)]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>The format of the files.</summary>
    [Parameter(
        HelpMessage = "The format of the files: Html, Markdown or Svg. The default is that of the extension in -Path, "
            + "or else Html.")]
    public RunReportFormat? Format { get; set; }

    /// <summary>Whether to replace existing files.</summary>
    [Parameter(HelpMessage = "Replaces existing files.")]
    public SwitchParameter Force { get; set; }

    /// <summary>Whether to open the files.</summary>
    [Parameter(HelpMessage = "Opens each file in a browser.")]
    public SwitchParameter Open { get; set; }

    // It changes nothing in a workspace.
    private protected override bool NeedsOwnObjects => false;

    /// <inheritdoc/>
    protected override void BeginProcessing() => _target = FindTarget();

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (_target is { } target)
        {
            Array.ForEach(RunId!, runId => Export(target, runId));
        }
    }

    private Target? FindTarget()
    {
        if (!TryGetFolder(Path, out string path))
        {
            return null;
        }

        string extension = System.IO.Path.GetExtension(path);
        bool isFile = s_formats.TryGetValue(extension, out RunReportFormat ofExtension) && !Directory.Exists(path);
        if (isFile && Format is { } format && format != ofExtension)
        {
            WriteFormatMismatch(path, format);
            return null;
        }

        return new Target(path, isFile, isFile ? ofExtension : Format ?? RunReportFormat.Html);
    }

    private void Export(Target target, long runId)
    {
        string name = "run-" + runId.ToString(CultureInfo.InvariantCulture);
        string path = target.IsFile
            ? target.Path
            : System.IO.Path.Combine(target.Path, name + s_formats.First(one => one.Value == target.Format).Key);
        if (!_written.Add(path))
        {
            WriteError(ErrorRecords.Create(
                "OneFileForRuns",
                ErrorCategory.InvalidArgument,
                $"The file '{path}' already has the report on another run.",
                "Specify a folder with -Path, which gets a file for each run.",
                runId));
            return;
        }

        // With -WhatIf, the report is not read.
        if (!ShouldProcess(path, $"Export report on run {runId}") || !CheckFile(path, Force))
        {
            return;
        }

        var options = new RunReportOptions { IncludeOutput = target.Format != RunReportFormat.Svg };
        if (TryExecute(token => Client.GetRunReportAsync(runId, options, token), runId, out RunReport report)
            && TryWriteFile(path, () => WholeFile.Write(path, Encode(report, target.Format), Force)) is { } file
            && Open)
        {
            OpenFile(file, runId);
        }
    }

    private byte[] Encode(RunReport report, RunReportFormat format)
    {
        report.RepairCommand = report.Failure is { } failure ? RepairCommand.For(failure, WorkspaceArgument) : null;
        return s_encoding.GetBytes(format switch
        {
            RunReportFormat.Markdown => report.ToMarkdown(),
            RunReportFormat.Svg => report.ToSvg(),
            _ => report.ToHtml(),
        });
    }

    private void OpenFile(FileInfo file, long runId)
    {
        if (!Browser.TryOpen(file))
        {
            WriteError(ErrorRecords.Create(
                "NoBrowser",
                ErrorCategory.NotInstalled,
                $"No browser could be started. The report on run {runId} is '{file.FullName}'.",
                "Open the file in a browser, or set the environment variable BROWSER to the command of one.",
                runId));
        }
    }

    private sealed record Target(string Path, bool IsFile, RunReportFormat Format);
}
