using System.Management.Automation;
using Databricks.Jobs.Definitions;
using Databricks.Jobs.Importing;
using Databricks.Jobs.LocalWorkspace;
using Databricks.Jobs.Models;
using Databricks.Jobs.Permissions;
using Databricks.Jobs.PowerShell.Commands.Base;
using Databricks.Jobs.Runs;
using Databricks.Jobs.Runs.Failures;

namespace Databricks.Jobs.PowerShell.Errors;

/// <summary>Converts exceptions to error records. All error IDs and categories are defined here.</summary>
internal static class ErrorRecords
{
    public static bool IsKnown(Exception exception) => exception is
        JobsException or ModelBindingException or ModelJsonException or LocalWorkspaceException
        or ObjectDisposedException;

    public static ErrorRecord From(Exception exception, object? target)
    {
        // A position in a file does not change what kind of error it is.
        Exception cause = exception is JobDefinitionException { InnerException: JobsServiceException rejected }
            ? rejected
            : exception;
        (string id, ErrorCategory category) = Classify(cause);
        var record = new ErrorRecord(cause, id, category, target);
        (string problem, string action) = exception switch
        {
            JobsException known => (known.Problem, AdviseCommand(known) ?? known.RecommendedAction),
            ObjectDisposedException => ("The connection has been closed.", "Connect again with Connect-DbxWorkspace."),
            LocalWorkspaceException => (exception.Message, "Specify another port, or omit -Port to use a free one."),
            _ => (exception.Message, "Correct the value and run the command again."),
        };
        return Describe(record, problem, action);
    }

    /// <summary>The advice of the library in terms of commands; null where its own advice is as good.</summary>
    private static string? AdviseCommand(JobsException exception) => exception switch
    {
        CredentialsException credentials => SettingAdvice.For(credentials),
        RunWaitTimeoutException { WasStopped: false, StopFailure: null, RunId: var runId } =>
            $"The run continues. To wait again, run Wait-DbxRun {runId}. To cancel it, run Stop-DbxRun {runId}.",
        JobLookupException { JobIds: [var jobId, ..] } => $"Use the ID of one of them, such as Get-DbxJob {jobId}.",
        JobNotFoundException => "Search for a part of the name: Get-DbxJob -Name '*part*'.",
        JobPermissionException { LosesOwner: true } =>
            "Make another user or service principal the owner first: "
                + "Grant-DbxJobPermission -User ... -PermissionLevel IS_OWNER.",
        UnauthenticatedException =>
            $"{exception.RecommendedAction} Run Connect-DbxWorkspace, for example with -Token or -Profile.",
        RedactedParameterException { Parameters: [var parameter, ..] } =>
            $"Specify them again, such as {Example(parameter)}, or use -UseJobDefaults.",
        _ => null,
    };

    private static string Example(string parameter) => parameter.Split(['.'], 2) switch
    {
        ["job_parameters", var name] => $"-JobParameter @{{ '{name}' = $secret }}",
        ["notebook_params", var name] => $"-NotebookParameter @{{ '{name}' = $secret }}",
        ["python_named_params", var name] => $"-PythonNamedParameter @{{ '{name}' = $secret }}",
        ["sql_params", var name] => $"-SqlParameter @{{ '{name}' = $secret }}",
        ["python_params", ..] => "-PythonParameter 'a', $secret",
        ["jar_params", ..] => "-JarParameter 'a', $secret",
        ["spark_submit_params", ..] => "-SparkSubmitParameter 'a', $secret",
        _ => "-DbtCommand 'dbt run'",
    };

    /// <summary>Creates the record of a run that did not succeed.</summary>
    /// <param name="failure">The run and why it failed.</param>
    /// <param name="workspaceArgument">What a command needs to use the same workspace; empty for the connected one.
    /// </param>
    public static ErrorRecord RunFailed(RunFailure failure, string workspaceArgument)
    {
        ErrorRecord record = From(new RunFailedException(failure), failure.Run.RunId);
        if (RepairCommand.For(failure, workspaceArgument) is { } repair)
        {
            record.ErrorDetails.RecommendedAction = ScreenText.Block(
                $"To see the errors, run Get-DbxRunOutput {failure.Run.RunId} -FailedOnly{workspaceArgument}.\n  "
                    + $"After you correct the cause, repair the run: {repair}");
        }

        return record;
    }

    /// <summary>Runs a check; a failure becomes a non-terminating error of the command.</summary>
    /// <returns>Whether the check succeeded.</returns>
    /// <param name="command">The command.</param>
    /// <param name="check">The check.</param>
    /// <param name="target">The target object of an error.</param>
    /// <param name="explain">Adds to the error what the command knows about its cause.</param>
    public static bool TryCheck(
        Cmdlet command,
        Action check,
        object? target,
        Func<Exception, Exception>? explain = null)
    {
        try
        {
            check();
            return true;
        }
        catch (Exception exception) when (IsKnown(exception))
        {
            ErrorRecord record = From(explain?.Invoke(exception) ?? exception, target);
            if (exception is DefinitionException && command is DbxCommandBase)
            {
                record.ErrorDetails.RecommendedAction = "Nothing was sent. " + record.ErrorDetails.RecommendedAction;
            }

            command.WriteError(record);
            return false;
        }
    }

    /// <summary>Creates the record of a run that was started and cannot be read.</summary>
    /// <param name="started">What was started, to continue with "but".</param>
    /// <param name="runId">The ID of the run.</param>
    /// <param name="exception">Why it cannot be read.</param>
    public static ErrorRecord RunNotRead(string started, long runId, Exception exception)
    {
        string cause = exception is JobsException known ? known.Problem : exception.Message;
        return Create(
            "RunNotRead",
            Classify(exception).Category,
            $"{started}, but the run could not be read: {cause}",
            $"Get it later with Get-DbxRun {runId}, or wait for it with Wait-DbxRun {runId}. Do not "
                + "start it again without checking.",
            runId,
            exception);
    }

    /// <summary>Creates the record of an error that the command itself detects.</summary>
    public static ErrorRecord Create(
        string id,
        ErrorCategory category,
        string problem,
        string action,
        object? target,
        Exception? innerException = null) => Describe(
            new ErrorRecord(new JobsException(problem, action, innerException), id, category, target), problem, action);

    // What PowerShell shows of an error; the exception can contain more.
    private static ErrorRecord Describe(ErrorRecord record, string problem, string action)
    {
        record.ErrorDetails = new ErrorDetails(ScreenText.Block(problem))
        {
            RecommendedAction = ScreenText.Block(action),
        };
        record.CategoryInfo.TargetName = ScreenText.Line(record.CategoryInfo.TargetName);
        return record;
    }

    private static (string Id, ErrorCategory Category) Classify(Exception exception) => exception switch
    {
        RunFailedException => ("RunFailed", ErrorCategory.InvalidResult),
        RunWaitTimeoutException => ("RunWaitTimeout", ErrorCategory.OperationTimeout),
        JobDefinitionException => ("InvalidSettings", ErrorCategory.InvalidArgument),
        DefinitionException => ("InvalidDefinition", ErrorCategory.InvalidArgument),
        JobImportException => ("ImportIncomplete", ErrorCategory.OperationStopped),
        JobChangedException => ("JobChanged", ErrorCategory.ResourceBusy),
        JobNotFoundException => ("JobNotFound", ErrorCategory.ObjectNotFound),
        JobLookupException => ("JobNameAmbiguous", ErrorCategory.InvalidArgument),
        RedactedParameterException => ("ParameterRedacted", ErrorCategory.InvalidArgument),
        JobPermissionException => ("InvalidPermission", ErrorCategory.InvalidArgument),
        CredentialsException => ("NoCredentials", ErrorCategory.AuthenticationError),
        UnauthenticatedException => ("Unauthenticated", ErrorCategory.AuthenticationError),
        PermissionDeniedException => ("PermissionDenied", ErrorCategory.PermissionDenied),
        NotFoundException => ("NotFound", ErrorCategory.ObjectNotFound),
        InvalidRequestException => ("InvalidRequest", ErrorCategory.InvalidArgument),
        AlreadyExistsException => ("AlreadyExists", ErrorCategory.ResourceExists),
        ConflictException => ("Conflict", ErrorCategory.ResourceBusy),
        TooManyRequestsException => ("TooManyRequests", ErrorCategory.LimitsExceeded),
        ServiceUnavailableException => ("ServiceUnavailable", ErrorCategory.ResourceUnavailable),
        WorkspaceUnreachableException => ("WorkspaceUnreachable", ErrorCategory.ConnectionError),
        UnexpectedResponseException => ("UnexpectedResponse", ErrorCategory.ProtocolError),
        JobsServiceException => ("ServiceError", ErrorCategory.InvalidOperation),
        ModelBindingException or ModelJsonException => ("InvalidSettings", ErrorCategory.InvalidArgument),
        ObjectDisposedException => ("ConnectionClosed", ErrorCategory.ConnectionError),
        LocalWorkspaceException => ("LocalWorkspace", ErrorCategory.ResourceUnavailable),
        _ => ("InvalidRequest", ErrorCategory.InvalidOperation),
    };
}
