using System.Management.Automation;

namespace Databricks.Jobs.PowerShell.Engine;

/// <summary>A command that builds objects and talks to no workspace.</summary>
public abstract class LocalCommand : PSCmdlet
{
    /// <summary>Does what may fail; a failure becomes a non-terminating error.</summary>
    /// <returns>Whether it went well.</returns>
    private protected bool TryCheck(Action check, object? target)
    {
        try
        {
            check();
            return true;
        }
        catch (Exception exception) when (ErrorRecords.IsKnown(exception))
        {
            WriteError(ErrorRecords.From(exception, target));
            return false;
        }
    }
}
