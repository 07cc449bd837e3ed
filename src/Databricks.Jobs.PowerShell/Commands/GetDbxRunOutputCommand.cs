using System.Management.Automation;
using Databricks.Jobs.Models;
using Databricks.Jobs.PowerShell.Commands.Base;
using Databricks.Jobs.PowerShell.Completion;
using Databricks.Jobs.PowerShell.Errors;
using Databricks.Jobs.Runs;

namespace Databricks.Jobs.PowerShell.Commands;

/// <summary>Gets the output of the tasks of runs: results, logs and errors.</summary>
[Cmdlet(VerbsCommon.Get, "DbxRunOutput", HelpUri = Help.Base + "Get-DbxRunOutput.md")]
[OutputType(typeof(TaskOutput))]
public sealed class GetDbxRunOutputCommand : RunCommandBase
{
    /// <summary>The keys of the tasks, with wildcards.</summary>
    [Parameter(
        HelpMessage = "Gets only the output of these tasks. Wildcards are allowed. The output of other tasks "
            + "is not requested.")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(TaskKeyCompleter))]
    [Alias("task_key")]
    public string[]? TaskKey { get; set; }

    /// <summary>Whether to get only the output of tasks that did not succeed.</summary>
    [Parameter(
        HelpMessage = "Gets only the output of tasks that did not succeed. This includes tasks that have not ended.")]
    public SwitchParameter FailedOnly { get; set; }

    /// <summary>Whether to include the iterations of for-each tasks.</summary>
    [Parameter(
        HelpMessage = "Includes the output of every iteration of for-each tasks. Each iteration takes one request.")]
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
                WriteObject(IncludeIterations ? WithIterations(output) : output);
                if (output.GetReadError() is { } error)
                {
                    WriteError(ErrorRecords.From(error, output.RunId));
                }

                return true;
            });
        }
    }

    // One table with the columns of iterations for all the outputs, whether they are iterations or not.
    private static PSObject WithIterations(TaskOutput output)
    {
        var item = PSObject.AsPSObject(output);
        item.TypeNames.Insert(0, typeof(TaskOutput).FullName + "#Iterations");
        return item;
    }

    private bool IsWanted(TaskOutput task, WildcardPattern[]? patterns)
    {
        bool isNamed = patterns is null || patterns.Any(pattern => pattern.IsMatch(task.TaskKey ?? ""));
        return isNamed && !(FailedOnly && task.Result == nameof(RunResultState.SUCCESS));
    }
}
