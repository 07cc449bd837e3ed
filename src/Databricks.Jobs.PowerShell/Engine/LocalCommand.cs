using System.Management.Automation;
using Databricks.Jobs.PowerShell.Formatting;

namespace Databricks.Jobs.PowerShell.Engine;

/// <summary>What every cmdlet has that sends no requests.</summary>
public abstract class LocalCommand : PSCmdlet
{
    /// <summary>Makes sure that what the command writes shows well.</summary>
    protected override void BeginProcessing() => Views.Load();
}
