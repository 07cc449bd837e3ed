using System.ComponentModel;
using System.Management.Automation;
using Databricks.Jobs.PowerShell.Binding;
using Databricks.Jobs.PowerShell.Completion;

namespace Databricks.Jobs.PowerShell.Commands.Base;

/// <summary>A command for the runs with certain IDs.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class RunCommandBase : DbxCommandBase
{
    /// <summary>The IDs of the runs.</summary>
    [Parameter(
        Mandatory = true,
        Position = 0,
        ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true,
        HelpMessage = "The IDs of the runs.")]
    [ArgumentCompleter(typeof(RunIdCompleter))]
    [IdTransformation(IdKind.Run)]
    [Alias("run_id")]
    public virtual long[]? RunId { get; set; }
}
