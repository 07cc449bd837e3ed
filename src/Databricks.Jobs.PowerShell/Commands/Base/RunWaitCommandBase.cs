using System.Collections;
using System.ComponentModel;
using System.Management.Automation;
using Databricks.Jobs.Models;
using Databricks.Jobs.PowerShell.Binding;
using Databricks.Jobs.PowerShell.Completion;
using Databricks.Jobs.PowerShell.Errors;
using Databricks.Jobs.PowerShell.Formatting;
using Databricks.Jobs.PowerShell.PipelineLogs;
using Databricks.Jobs.Runs;
using Databricks.Jobs.Runs.Failures;

namespace Databricks.Jobs.PowerShell.Commands.Base;

/// <summary>A command that can wait until a run has ended, with an error for every result except success.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class RunWaitCommandBase : DbxCommandBase
{
    private OutputVariables? _outputs;

    /// <summary>The maximum time to wait, in seconds.</summary>
    [Parameter(
        HelpMessage = "The maximum time to wait, in seconds. The run continues after that. "
            + "By default, there is no limit.")]
    [ValidateRange(1, int.MaxValue)]
    public int? TimeoutSeconds { get; set; }

    /// <summary>Whether to cancel the run when the wait times out.</summary>
    [Parameter(HelpMessage = "Cancels the run when -TimeoutSeconds have passed.")]
    public SwitchParameter StopOnTimeout { get; set; }

    /// <summary>Whether SUCCESS_WITH_FAILURES counts as success.</summary>
    [Parameter(
        HelpMessage = "Treats SUCCESS_WITH_FAILURES (some tasks failed, but the last ones succeeded) as success.")]
    public SwitchParameter AcceptSuccessWithFailures { get; set; }

    /// <summary>The output variables of the pipeline step.</summary>
    [Parameter(
        HelpMessage = "Output variables that later steps can read: names of properties of the run, or a hashtable of names "
            + "and properties or script blocks, such as @{ run_id = 'RunId' }.")]
    [ArgumentCompleter(typeof(RunPropertyCompleter))]
    [OutputVariableTransformation]
    public IDictionary? OutputVariable { get; set; }

    /// <summary>The build system whose commands to write.</summary>
    [Parameter(HelpMessage = PipelineLogHelp)]
    public PipelineLogFormat? PipelineLog { get; set; }

    private protected override PipelineLogFormat? LogFormat => PipelineLog;

    /// <summary>Checks the output variables before anything is sent.</summary>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        if (OutputVariable is null)
        {
            return;
        }

        ViewLoader.Load(Host);
        _outputs = new OutputVariables(OutputVariable);
        if (_outputs.FindUnknown().FirstOrDefault() is { } unknown)
        {
            ThrowTerminatingError(ErrorRecords.Create(
                "InvalidOutputVariable",
                ErrorCategory.InvalidArgument,
                $"'{unknown}' is not a property of a run.",
                "Use a property that Get-DbxRun | Get-Member shows, or a script block: @{ name = { $_.RunId } }.",
                unknown));
        }
    }

    /// <summary>Writes the result of a wait: the run for every ending, and an error for each except success.</summary>
    /// <param name="result">What the wait returned.</param>
    private protected void WriteResult(RunWaitResult result)
    {
        if (result.Error is not { } error)
        {
            WriteEnded(result.Run!);
            return;
        }

        Log?.AddError(result.RunId, error.Problem);
        if (result.Run is { } latest)
        {
            SetOutputs(latest);
        }

        WriteFailedWait(result.RunId, result.Run, error);
    }

    /// <summary>Sets the output variables to the values of a run.</summary>
    private protected void SetOutputs(Run run)
    {
        if (_outputs is null)
        {
            return;
        }

        try
        {
            foreach (KeyValuePair<string, string> output in _outputs.Add(run))
            {
                if (Log is { } log)
                {
                    log.SetOutput(output.Key, output.Value);
                }
                else
                {
                    WriteVerbose($"No pipeline runs this command: the output variable {output.Key} would be "
                        + $"'{output.Value}'.");
                }
            }
        }
        catch (RuntimeException exception)
        {
            // A script block of the user failed, not the run.
            WriteError(new ErrorRecord(exception.ErrorRecord, exception));
        }
    }

    /// <summary>Writes a run whose end was not observed as it was last read, and then the error.</summary>
    private protected virtual void WriteFailedWait(long runId, Run? latest, JobsException error)
    {
        if (latest is not null)
        {
            WriteObject(latest);
        }

        WriteError(ErrorRecords.From(error, runId));
    }

    /// <summary>Called with a run before it is written, to warn about it.</summary>
    private protected virtual void CheckRun(Run run)
    {
    }

    /// <summary>Writes a run that has ended, and writes an error for every result except success.</summary>
    private void WriteEnded(Run run)
    {
        CheckRun(run);
        ErrorRecord? error = RunOutcome.Of(run).Succeeded(AcceptSuccessWithFailures) ? null : ReadError(run);
        // First the log, because what follows in the pipeline can end it.
        if (Log is { } log)
        {
            WriteLog(log, run, (error?.Exception as RunFailedException)?.Failure);
        }

        SetOutputs(run);
        WriteObject(run);
        if (error is not null)
        {
            WriteError(error);
        }
    }

    private ErrorRecord ReadError(Run run)
    {
        try
        {
            return ErrorRecords.RunFailed(Execute(token => Client.GetRunFailureAsync(run, token)), WorkspaceArgument);
        }
        catch (Exception exception) when (ErrorRecords.IsKnown(exception))
        {
            return ErrorRecords.From(exception, run.RunId);
        }
    }

    private void WriteLog(BuildLog log, Run run, RunFailure? failure)
    {
        if (failure is not null)
        {
            log.AddErrors(failure, RepairCommand.For(failure, WorkspaceArgument));
        }
    }

    /// <summary>Creates the options of a wait from the parameters.</summary>
    /// <param name="outages">Receives outages.</param>
    private protected RunWaitOptions WaitOptions(IProgress<ServiceOutage> outages) => new()
    {
        Timeout = TimeoutSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
        StopOnTimeout = StopOnTimeout,
        AcceptSuccessWithFailures = AcceptSuccessWithFailures,
        Outages = outages,
    };
}
