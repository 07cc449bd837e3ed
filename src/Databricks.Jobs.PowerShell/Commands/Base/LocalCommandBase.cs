using System.ComponentModel;
using Databricks.Jobs.PowerShell.Errors;
using Databricks.Jobs.PowerShell.Formatting;

namespace Databricks.Jobs.PowerShell.Commands.Base;

/// <summary>The base of cmdlets that send no requests.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class LocalCommandBase : CommandBase
{
    /// <summary>Loads the views of the objects that the command writes.</summary>
    protected override void BeginProcessing() => ViewLoader.Load(Host);

    /// <summary>Runs a check; a failure becomes a non-terminating error.</summary>
    /// <returns>Whether the check succeeded.</returns>
    private protected bool TryCheck(Action check, object? target) => ErrorRecords.TryCheck(this, check, target);
}
