using System.Management.Automation;
using Databricks.Jobs.Models;
using Databricks.Jobs.PowerShell.Binding;
using Databricks.Jobs.PowerShell.Commands.Base;
using Databricks.Jobs.PowerShell.Completion;
using Databricks.Jobs.PowerShell.Pages;

namespace Databricks.Jobs.PowerShell.Commands;

/// <summary>Opens the pages of runs in a browser.</summary>
[Cmdlet(VerbsCommon.Open, "DbxRun", SupportsShouldProcess = true, HelpUri = Help.Base + "Open-DbxRun.md")]
[OutputType(typeof(string))]
public sealed class OpenDbxRunCommand : OpenCommandBase
{
    private readonly List<RunReference> _runs = [];

    /// <summary>The IDs of the runs.</summary>
    [Parameter(
        Mandatory = true,
        Position = 0,
        ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true,
        HelpMessage = "The IDs of the runs whose pages to open.")]
    [ArgumentCompleter(typeof(RunIdCompleter))]
    [IdTransformation(IdKind.Run)]
    [Alias("run_id")]
    public long[]? RunId { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => _runs.AddRange(FindRuns(RunId!));

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (ShouldProcessAll(_runs, "Open", "runs"))
        {
            _runs.ForEach(Open);
        }
    }

    private void Open(RunReference run)
    {
        if (RunPage.Of(run.Source) is { } page)
        {
            Open(page, $"{run}", run.Id);
        }
        else if (TryExecute(token => Client.GetRunAsync(run.Id, cancellationToken: token), run.Id, out Run found))
        {
            Open(RunPage.Of(found), $"{run with { Source = found }}", run.Id);
        }
    }
}
