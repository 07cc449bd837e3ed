using System.Management.Automation;
using Databricks.Jobs.Models;
using Databricks.Jobs.PowerShell.Binding;
using Databricks.Jobs.PowerShell.Commands.Base;
using Databricks.Jobs.PowerShell.Completion;

namespace Databricks.Jobs.PowerShell.Commands;

/// <summary>Waits until runs have ended. For one run, the progress shows its tasks; several runs are polled with few
/// requests, and each is written when it has ended.</summary>
[Cmdlet(VerbsLifecycle.Wait, "DbxRun", HelpUri = Help.Base + "Wait-DbxRun.md")]
[OutputType(typeof(Run))]
public sealed class WaitDbxRunCommand : RunWaitCommandBase
{
    private readonly List<long> _runIds = [];

    /// <summary>The IDs of the runs.</summary>
    [Parameter(
        Mandatory = true,
        Position = 0,
        ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true,
        HelpMessage = "The IDs of the runs to wait for.")]
    [ArgumentCompleter(typeof(RunIdCompleter))]
    [IdTransformation(IdKind.Run)]
    [Alias("run_id")]
    public long[]? RunId { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => _runIds.AddRange(RunId!);

    /// <inheritdoc/>
    protected override void EndProcessing() => WaitForRuns([.. _runIds.Distinct()], WaitOptions, WriteResult);
}
