using System.Management.Automation;
using Databricks.Jobs.Models;
using Databricks.Jobs.PowerShell.Binding;
using Databricks.Jobs.PowerShell.Commands.Base;
using Databricks.Jobs.PowerShell.Completion;
using Databricks.Jobs.PowerShell.Errors;
using Databricks.Jobs.Runs;

namespace Databricks.Jobs.PowerShell.Commands;

/// <summary>Exports the notebooks of runs, with their results, as HTML files.</summary>
[Cmdlet(VerbsData.Export, "DbxRun", SupportsShouldProcess = true, HelpUri = Help.Base + "Export-DbxRun.md")]
[OutputType(typeof(FileInfo))]
public sealed class ExportDbxRunCommand : DbxCommandBase
{
    private ViewWriter? _folder;

    /// <summary>Ids of runs.</summary>
    [Parameter(
        Mandatory = true,
        Position = 0,
        ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true,
        HelpMessage = "Ids of the runs whose notebooks are exported; the id of a single task's run is possible too.")]
    [ArgumentCompleter(typeof(RunIdCompleter))]
    [IdTransformation(IdKind.Run)]
    [Alias("run_id")]
    public long[]? RunId { get; set; }

    /// <summary>The folder.</summary>
    [Parameter(Position = 1, HelpMessage = "The folder that the files are written to, made if it is not there; without it the current location.")]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>What to export.</summary>
    [Parameter(HelpMessage = "What to export: CODE (the notebooks, without it too), DASHBOARDS or ALL.")]
    [KnownValueTransformation(typeof(ViewsToExport))]
    [ArgumentCompleter(typeof(KnownValueCompleter<ViewsToExport>))]
    [Alias("views_to_export")]
    public string? View { get; set; }

    /// <summary>Whether to overwrite.</summary>
    [Parameter(HelpMessage = "Replace files that are there.")]
    public SwitchParameter Force { get; set; }

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
            WriteWarning($"Run {runId} has nothing to export: only notebook tasks that have run have views.");
        }
    }

    private void Write(ExportedView view)
    {
        string path = _folder!.NextPath(view);
        if (!ShouldProcess(path, "Export " + view))
        {
            return;
        }

        if (!Force && File.Exists(path))
        {
            WriteError(ErrorRecords.Create(
                "FileExists",
                ErrorCategory.ResourceExists,
                $"The file '{path}' is there already.",
                "Replace it with -Force, or name another folder with -Path.",
                path));
            return;
        }

        FileInfo? file = null;
        try
        {
            file = ViewWriter.Write(view, path, Force);
        }
        catch (Exception exception) when (IsAboutFiles(exception))
        {
            WriteError(ErrorRecords.Create(
                "FileNotWritten",
                ErrorCategory.WriteError,
                $"The file '{path}' cannot be written: {exception.Message.TrimEnd('.')}.",
                "Check the folder and the space in it.",
                path));
        }

        if (file is not null)
        {
            // As Get-Item gives it: the shell's view of files wants what the provider adds.
            string item = "Microsoft.PowerShell.Core\\FileSystem::" + file.FullName;
            WriteObject(InvokeProvider.Item.Get([item], force: true, literalPath: true), enumerateCollection: true);
        }
    }
}
