using System.ComponentModel;
using System.Management.Automation;
using Databricks.Jobs.PowerShell.Binding;
using Databricks.Jobs.PowerShell.Completion;

namespace Databricks.Jobs.PowerShell.Commands.Base;

/// <summary>A command for the jobs with certain IDs.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class JobCommandBase : DbxCommandBase
{
    /// <summary>The IDs or names of the jobs.</summary>
    [Parameter(
        Mandatory = true,
        Position = 0,
        ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true,
        HelpMessage = "The IDs or names of the jobs.")]
    [ArgumentCompleter(typeof(JobIdCompleter))]
    [IdTransformation(IdKind.Job)]
    [Alias("job_id")]
    public JobIdentity[]? JobId { get; set; }
}
