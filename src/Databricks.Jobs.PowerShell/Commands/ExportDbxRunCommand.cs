using System.Management.Automation;
using Databricks.Jobs.Models;
using Databricks.Jobs.PowerShell.Binding;
using Databricks.Jobs.PowerShell.Commands.Base;
using Databricks.Jobs.PowerShell.Completion;
using Databricks.Jobs.Runs;

namespace Databricks.Jobs.PowerShell.Commands;

/// <summary>Exports the notebooks of runs as HTML files, with their results.</summary>
[Cmdlet(
    VerbsData.Export,
    "DbxRun",
    DefaultParameterSetName = IdSet,
    SupportsShouldProcess = true,
    HelpUri = Help.Base + "Export-DbxRun.md")]
[OutputType(typeof(FileInfo))]
public sealed class ExportDbxRunCommand : RunCommandBase
{
    private ViewWriter? _folder;

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

    /// <summary>The folder.</summary>
    [Parameter(
        Position = 1,
        ParameterSetName = IdSet,
        HelpMessage = "The folder for the files, relative to the current location, which is also the default.")]
    [Parameter(
        Position = 0,
        ParameterSetName = PipedSet,
        HelpMessage = "The folder for the files, relative to the current location, which is also the default.")]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>The views to export.</summary>
    [Parameter(
        HelpMessage = "What to export: CODE for the notebooks, DASHBOARDS for their dashboards, or ALL. The "
            + "default is CODE.")]
    [KnownValueTransformation(typeof(ViewsToExport))]
    [ArgumentCompleter(typeof(KnownValueCompleter<ViewsToExport>))]
    [Alias("views_to_export")]
    public string? View { get; set; }

    /// <summary>Whether to replace existing files.</summary>
    [Parameter(HelpMessage = "Replaces existing files.")]
    public SwitchParameter Force { get; set; }

    // It changes nothing in a workspace.
    private protected override bool NeedsOwnObjects => false;

    /// <inheritdoc/>
    protected override void BeginProcessing() =>
        _folder = TryGetFolder(Path, out string folder) ? new ViewWriter(folder) : null;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (_folder is not null)
        {
            Array.ForEach(RunId!, Export);
        }
    }

    private void Export(long runId)
    {
        int count = 0;
        bool isRead = WriteEach(() => Client.ExportRunViewsAsync(runId, View, StopToken), runId, view =>
        {
            count++;
            Write(view);
            return true;
        });
        if (isRead && count == 0)
        {
            WriteWarning($"Run {runId} has no views to export: only notebook tasks that have run have views.");
        }
    }

    private void Write(ExportedView view)
    {
        string path = _folder!.NextPath(view);
        WriteFile(path, "Export " + view, Force, () => ViewWriter.Write(view, path, Force));
    }
}
