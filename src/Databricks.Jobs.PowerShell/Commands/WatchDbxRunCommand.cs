using System.Management.Automation;
using Databricks.Jobs.Models;
using Databricks.Jobs.PowerShell.Binding;
using Databricks.Jobs.PowerShell.Commands.Base;
using Databricks.Jobs.PowerShell.Completion;
using Databricks.Jobs.PowerShell.Progress;
using Databricks.Jobs.PowerShell.Progress.Live;
using Databricks.Jobs.Runs;

namespace Databricks.Jobs.PowerShell.Commands;

/// <summary>Shows runs and their tasks until they end. It polls like Wait-DbxRun.</summary>
[Cmdlet(VerbsCommon.Watch, "DbxRun", HelpUri = Help.Base + "Watch-DbxRun.md")]
[OutputType(typeof(Run))]
public sealed class WatchDbxRunCommand : RunWaitCommandBase
{
    private readonly List<long> _runIds = [];

    /// <summary>The IDs of the runs.</summary>
    [Parameter(
        Mandatory = true,
        Position = 0,
        ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true,
        HelpMessage = "The IDs of the runs to watch.")]
    [ArgumentCompleter(typeof(RunIdCompleter))]
    [IdTransformation(IdKind.Run)]
    [Alias("run_id")]
    public long[]? RunId { get; set; }

    /// <summary>Whether to return the runs.</summary>
    [Parameter(HelpMessage = "Returns the runs after all of them have ended.")]
    public SwitchParameter PassThru { get; set; }

    private protected override string WaitCommand => "Watch-DbxRun";

    private protected override bool WritesRuns => PassThru;

    /// <inheritdoc/>
    protected override void ProcessRecord() => _runIds.AddRange(RunId!);

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        // Output between the lines of the live view would break it.
        var results = new List<RunWaitResult>();
        WaitForRuns([.. _runIds.Distinct()], WaitOptions, results.Add);
        results.ForEach(WriteResult);
    }

    // The requests that -Verbose and -Debug show would break the live view too.
    private protected override WaitDisplay CreateWaitDisplay(WatchedRuns runs) =>
        (TracesRequests ? null : LiveDisplay.TryCreate(this, runs, Post)) ?? (WaitDisplay)new LineDisplay(this, runs);
}
