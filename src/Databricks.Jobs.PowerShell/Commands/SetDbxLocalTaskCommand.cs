using System.Collections;
using System.Management.Automation;
using Databricks.Jobs.LocalWorkspace;
using Databricks.Jobs.Models;
using Databricks.Jobs.PowerShell.Binding;
using Databricks.Jobs.PowerShell.Commands.Base;
using Databricks.Jobs.PowerShell.Completion;
using Databricks.Jobs.PowerShell.Connections;
using Databricks.Jobs.PowerShell.Errors;

namespace Databricks.Jobs.PowerShell.Commands;

/// <summary>Scripts what a task does in the local workspace.</summary>
[Cmdlet(VerbsCommon.Set, "DbxLocalTask", SupportsShouldProcess = true, HelpUri = Help.Base + "Set-DbxLocalTask.md")]
[OutputType(typeof(void))]
public sealed class SetDbxLocalTaskCommand : LocalCommandBase
{
    /// <summary>Which tasks.</summary>
    [Parameter(
        Mandatory = true,
        Position = 0,
        HelpMessage = "Keys of the tasks to script; wildcards are allowed, * is every task.")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(TaskKeyCompleter))]
    [Alias("task_key")]
    public string[]? TaskKey { get; set; }

    /// <summary>Of which jobs.</summary>
    [Parameter(HelpMessage = "Only tasks of jobs of this name; wildcards are allowed.")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(JobNameCompleter))]
    public string? JobName { get; set; }

    /// <summary>How the task ends.</summary>
    [Parameter(HelpMessage = "How the task ends: SUCCESS, FAILED, TIMEDOUT, CANCELED or INTERNAL_ERROR.")]
    [ValidateSet(
        nameof(RunResultState.SUCCESS),
        nameof(RunResultState.FAILED),
        nameof(RunResultState.TIMEDOUT),
        nameof(RunResultState.CANCELED),
        nameof(RunLifeCycleState.INTERNAL_ERROR))]
    public string? Result { get; set; }

    /// <summary>How long the task runs.</summary>
    [Parameter(HelpMessage = "How long the task runs, in seconds of the workspace.")]
    [ValidateRange(0.0, 1e9)]
    public double? DurationSeconds { get; set; }

    /// <summary>How long its cluster takes to start.</summary>
    [Parameter(HelpMessage = "How long the task's cluster takes to start, in seconds of the workspace.")]
    [ValidateRange(0.0, 1e9)]
    public double? SetupSeconds { get; set; }

    /// <summary>What a notebook returns.</summary>
    [Parameter(HelpMessage = "What the task returns, as a notebook does with dbutils.notebook.exit.")]
    public string? Output { get; set; }

    /// <summary>What it prints.</summary>
    [Parameter(HelpMessage = "What the task prints.")]
    public string? Logs { get; set; }

    /// <summary>The error's message.</summary>
    [Parameter(HelpMessage = "The message of the error with which the task fails.")]
    public string? ErrorMessage { get; set; }

    /// <summary>The error's stack.</summary>
    [Parameter(HelpMessage = "The stack trace of the error.")]
    public string? ErrorTrace { get; set; }

    /// <summary>How often it fails.</summary>
    [Parameter(HelpMessage = "Fail this many times, then succeed.")]
    [ValidateRange(0, 10000)]
    public int FailTimes { get; set; }

    /// <summary>Task values.</summary>
    [Parameter(HelpMessage = "Values that the task sets for later ones: a hashtable, read as {{tasks.<key>.values.<name>}}.")]
    public IDictionary? Value { get; set; }

    /// <summary>The workspace.</summary>
    [Parameter(
        ValueFromPipeline = true,
        HelpMessage = "The local workspace; without it the one that is connected or the only one that runs.")]
    [ValidateNotNull]
    public DbxLocalWorkspace? LocalWorkspace { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if ((LocalWorkspace ?? FindWorkspace()) is not { } workspace)
        {
            WriteError(ErrorRecords.Create(
                "NoLocalWorkspace",
                ErrorCategory.ObjectNotFound,
                "There is no local workspace whose tasks could be scripted.",
                "Start one with Start-DbxLocalWorkspace, or name one of several with -LocalWorkspace.",
                TaskKey));
            return;
        }

        TaskScript script;
        try
        {
            script = Script();
        }
        catch (ModelBindingException exception)
        {
            WriteError(ErrorRecords.From(exception, TaskKey));
            return;
        }

        foreach (string key in TaskKey!)
        {
            if (ShouldProcess($"Task {key} in {workspace}", "Script task"))
            {
                workspace.Server.Script(key, script, JobName);
            }
        }
    }

    private static DbxLocalWorkspace? FindWorkspace() => ConnectionStore.Current is { } connected
        ? LocalWorkspaces.Find(connected.Host)
        : LocalWorkspaces.All() is [var only] ? only : null;

    private TaskScript Script() => new()
    {
        Result = Result,
        Duration = Seconds(DurationSeconds),
        Setup = Seconds(SetupSeconds),
        Output = Output,
        Logs = Logs,
        Error = ErrorMessage,
        ErrorTrace = ErrorTrace,
        FailTimes = FailTimes,
        Values = Value?.ToStringMap(nameof(Value)),
    };

    private static TimeSpan? Seconds(double? seconds) => seconds is null ? null : TimeSpan.FromSeconds(seconds.Value);
}
