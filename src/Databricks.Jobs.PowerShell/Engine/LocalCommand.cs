using System.Management.Automation;
using Databricks.Jobs.PowerShell.Formatting;

namespace Databricks.Jobs.PowerShell.Engine;

/// <summary>What every cmdlet has that sends no requests.</summary>
public abstract class LocalCommand : PSCmdlet
{
    /// <summary>Makes sure that what the command writes shows well.</summary>
    protected override void BeginProcessing() => Views.Load();

    /// <summary>Does what may fail; a failure becomes a non-terminating error.</summary>
    /// <returns>Whether it went well.</returns>
    private protected bool TryCheck(Action check, object? target) => ErrorRecords.TryCheck(this, check, target);
}
