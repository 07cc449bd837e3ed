using System.Management.Automation;
using Databricks.Jobs.Models;
using Databricks.Jobs.PowerShell.Binding;
using Databricks.Jobs.PowerShell.Commands.Base;
using Databricks.Jobs.PowerShell.Completion;
using Databricks.Jobs.Runs;

namespace Databricks.Jobs.PowerShell.Commands;

/// <summary>Gets what the tasks of runs left behind: results, logs, errors.</summary>
[Cmdlet(VerbsCommon.Get, "DbxRunOutput", HelpUri = Help.Base + "Get-DbxRunOutput.md")]
[OutputType(typeof(TaskOutput))]
public sealed class GetDbxRunOutputCommand : DbxCommandBase
{
    /// <summary>Ids of runs.</summary>
    [Parameter(
        Mandatory = true,
        Position = 0,
        ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true,
        HelpMessage = "Ids of the runs whose tasks' outputs are read; the id of a single task's run is possible too.")]
    [ArgumentCompleter(typeof(RunIdCompleter))]
    [IdTransformation(IdKind.Run)]
    [Alias("run_id")]
    public long[]? RunId { get; set; }

    /// <summary>Which tasks.</summary>
    [Parameter(HelpMessage = "Only the outputs of these tasks; wildcards are allowed.")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(TaskKeyCompleter))]
    [Alias("task_key")]
    public string[]? TaskKey { get; set; }

    /// <summary>Whether to leave out what succeeded.</summary>
    [Parameter(HelpMessage = "Only the outputs of tasks that ended in anything but success.")]
    public SwitchParameter FailedOnly { get; set; }

    /// <summary>Whether to include iterations.</summary>
    [Parameter(HelpMessage = "The outputs of every iteration of for-each tasks too.")]
    public SwitchParameter IncludeIterations { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        WildcardPattern[]? patterns = TaskKey?
            .Select(key => WildcardPattern.Get(key, WildcardOptions.IgnoreCase))
            .ToArray();
        var options = new RunOutputOptions
        {
            IncludeIterations = IncludeIterations,
            Filter = task => IsWanted(task, patterns),
        };
        foreach (long runId in RunId!)
        {
            WriteEach(() => Client.GetTaskOutputsAsync(runId, options, StopToken), runId, output =>
            {
                WriteObject(output);
                return true;
            });
        }
    }

    private bool IsWanted(TaskOutput task, WildcardPattern[]? patterns)
    {
        bool isNamed = patterns is null || patterns.Any(pattern => pattern.IsMatch(task.TaskKey ?? ""));
        return isNamed && !(FailedOnly && task.Result == nameof(RunResultState.SUCCESS));
    }
}
