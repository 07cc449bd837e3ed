using System.Management.Automation;
using Databricks.Jobs.PowerShell.Commands.Base;

namespace Databricks.Jobs.PowerShell.Commands;

/// <summary>Deletes runs that have ended.</summary>
[Cmdlet(
    VerbsCommon.Remove,
    "DbxRun",
    SupportsShouldProcess = true,
    ConfirmImpact = ConfirmImpact.High,
    HelpUri = Help.Base + "Remove-DbxRun.md")]
[OutputType(typeof(void))]
public sealed class RemoveDbxRunCommand : RunCommandBase
{
    private readonly List<RunReference> _runs = [];

    /// <summary>Whether to change everything without a prompt.</summary>
    [Parameter(HelpMessage = "Suppresses the confirmation prompts.")]
    public SwitchParameter Force { get; set; }

    private protected override bool IsForced => Force;

    /// <inheritdoc/>
    protected override void ProcessRecord() => _runs.AddRange(FindRuns(RunId!));

    // At the end of the pipeline, when it is known how many runs are meant.
    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (!ShouldProcessAll(_runs, "Delete", "runs"))
        {
            return;
        }

        foreach (RunReference run in _runs)
        {
            if (ShouldProcess($"{Named(run)}", "Delete run"))
            {
                TryExecute(token => Client.DeleteRunAsync(run.Id, token), run.Id);
            }
        }
    }
}
