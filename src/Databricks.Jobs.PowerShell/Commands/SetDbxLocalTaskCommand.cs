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

/// <summary>Scripts what tasks do in a local workspace.</summary>
[Cmdlet(VerbsCommon.Set, "DbxLocalTask", SupportsShouldProcess = true, HelpUri = Help.Base + "Set-DbxLocalTask.md")]
[OutputType(typeof(void))]
public sealed class SetDbxLocalTaskCommand : LocalCommandBase
{
    /// <summary>The keys of the tasks, with wildcards.</summary>
    [Parameter(
        Mandatory = true,
        Position = 0,
        HelpMessage = "The keys of the tasks to script. Wildcards are allowed; * matches every task.")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(TaskKeyCompleter))]
    [Alias("task_key")]
    public string[]? TaskKey { get; set; }

    /// <summary>The name of the jobs, with wildcards.</summary>
    [Parameter(HelpMessage = "The name of the jobs whose tasks are scripted. Wildcards are allowed.")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(JobNameCompleter))]
    public string? JobName { get; set; }

    /// <summary>The result of the task.</summary>
    [Parameter(HelpMessage = "The result of the task. The default is SUCCESS, or FAILED if you specify -ErrorMessage.")]
    [ValidateSet(
        nameof(RunResultState.SUCCESS),
        nameof(RunResultState.FAILED),
        nameof(RunResultState.TIMEDOUT),
        nameof(RunResultState.CANCELED),
        nameof(RunLifeCycleState.INTERNAL_ERROR))]
    public string? Result { get; set; }

    /// <summary>How long the task runs, in seconds of workspace time.</summary>
    [Parameter(HelpMessage = "How long the task runs, in seconds of workspace time. The default is 5.")]
    [ValidateRange(0.0, 1e9)]
    public double? DurationSeconds { get; set; }

    /// <summary>How long the task's cluster takes to start, in seconds of workspace time.</summary>
    [Parameter(
        HelpMessage = "How long the task's cluster takes to start, in seconds of workspace time. The default is 2.")]
    [ValidateRange(0.0, 1e9)]
    public double? SetupSeconds { get; set; }

    /// <summary>The value that the task returns.</summary>
    [Parameter(HelpMessage = "The value that the task returns, as a notebook does with dbutils.notebook.exit.")]
    public string? Output { get; set; }

    /// <summary>The text that the task prints.</summary>
    [Parameter(HelpMessage = "The text that the task prints.")]
    public string? Logs { get; set; }

    /// <summary>The message of the error.</summary>
    [Parameter(
        HelpMessage = "The message of the error with which the task fails. If you omit -Result, an error "
            + "message makes the task fail.")]
    public string? ErrorMessage { get; set; }

    /// <summary>The stack trace of the error.</summary>
    [Parameter(HelpMessage = "The stack trace of the error.")]
    public string? ErrorTrace { get; set; }

    /// <summary>The number of attempts that fail before the task succeeds.</summary>
    [Parameter(
        HelpMessage = "The number of attempts in each run that fail, including retries and repairs, before the "
            + "task succeeds.")]
    [ValidateRange(0, 10000)]
    public int FailTimes { get; set; }

    /// <summary>The task values that the task sets.</summary>
    [Parameter(HelpMessage = "The values that the task sets for later tasks, as a hashtable.")]
    public IDictionary? Value { get; set; }

    /// <summary>The local workspace to use.</summary>
    [Parameter(
        ValueFromPipeline = true,
        HelpMessage = "The local workspace to use. The default is the connected local workspace, or the only "
            + "one that is running.")]
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
                "No local workspace is connected, or running as the only one.",
                "Start one with Start-DbxLocalWorkspace, or specify one with -LocalWorkspace.",
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
