using System.ComponentModel;
using System.Management.Automation;
using Databricks.Jobs.PowerShell.Errors;
using Databricks.Jobs.PowerShell.Formatting;

namespace Databricks.Jobs.PowerShell.Commands.Base;

/// <summary>What every cmdlet has that sends no requests.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class LocalCommandBase : PSCmdlet
{
    /// <summary>Makes sure that what the command writes shows well.</summary>
    protected override void BeginProcessing() => ViewLoader.Load();

    /// <summary>Does what may fail; a failure becomes a non-terminating error.</summary>
    /// <returns>Whether it went well.</returns>
    private protected bool TryCheck(Action check, object? target) => ErrorRecords.TryCheck(this, check, target);
}
