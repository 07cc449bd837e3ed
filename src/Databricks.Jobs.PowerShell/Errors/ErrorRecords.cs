using System.Management.Automation;
using Databricks.Jobs.Definitions;
using Databricks.Jobs.LocalWorkspace;
using Databricks.Jobs.Models;
using Databricks.Jobs.Permissions;
using Databricks.Jobs.Runs;

namespace Databricks.Jobs.PowerShell.Errors;

/// <summary>Converts exceptions to error records. All error IDs and categories are defined here.</summary>
internal static class ErrorRecords
{
    public static bool IsKnown(Exception exception) => exception is
        JobsException or ModelBindingException or ModelJsonException or LocalWorkspaceException
        or ObjectDisposedException;

    public static ErrorRecord From(Exception exception, object? target)
    {
        (string id, ErrorCategory category) = Classify(exception);
        var record = new ErrorRecord(exception, id, category, target);
        (string problem, string action) = exception switch
        {
            JobsException known => (known.Problem, AdviseCommand(known) ?? known.RecommendedAction),
            ObjectDisposedException => ("The connection has been closed.", "Connect again with Connect-DbxWorkspace."),
            LocalWorkspaceException => (exception.Message, "Specify another port, or omit -Port to use a free one."),
            _ => (exception.Message, "Correct the value and run the command again."),
        };
        record.ErrorDetails = new ErrorDetails(problem) { RecommendedAction = action };
        return record;
    }

    /// <summary>The advice of the library in terms of commands; null where its own advice is as good.</summary>
    private static string? AdviseCommand(JobsException exception) => exception switch
    {
        CredentialsException credentials => SettingAdvice.For(credentials),
        RunFailedException { Run.RunId: { } runId } =>
            $"Run Get-DbxRunOutput {runId} -FailedOnly to see the errors. After you correct the cause, repair the run "
                + $"with Invoke-DbxRunRepair {runId}.",
        RunWaitTimeoutException { WasStopped: false, StopFailure: null, RunId: var runId } =>
            $"The run continues. To wait again, run Wait-DbxRun {runId}. To cancel it, run Stop-DbxRun {runId}.",
        JobLookupException { JobIds: [var jobId, ..] } => $"Use the ID of one of them, such as Get-DbxJob {jobId}.",
        JobLookupException => "Search for a part of the name: Get-DbxJob -Name '*part*'.",
        JobPermissionException { LosesOwner: true } =>
            "Make another user or service principal the owner first: "
                + "Grant-DbxJobPermission -User ... -PermissionLevel IS_OWNER.",
        UnauthenticatedException =>
            $"{exception.RecommendedAction} Run Connect-DbxWorkspace, for example with -Token or -Profile.",
        _ => null,
    };

    /// <summary>Runs a check; a failure becomes a non-terminating error of the command.</summary>
    /// <returns>Whether the check succeeded.</returns>
    public static bool TryCheck(Cmdlet command, Action check, object? target)
    {
        try
        {
            check();
            return true;
        }
        catch (Exception exception) when (IsKnown(exception))
        {
            command.WriteError(From(exception, target));
            return false;
        }
    }

    /// <summary>Creates the record of an error that the command itself detects.</summary>
    public static ErrorRecord Create(
        string id,
        ErrorCategory category,
        string problem,
        string action,
        object? target) =>
        new(new JobsException(problem, action), id, category, target)
        {
            ErrorDetails = new ErrorDetails(problem) { RecommendedAction = action },
        };

    private static (string Id, ErrorCategory Category) Classify(Exception exception) => exception switch
    {
        RunFailedException => ("RunFailed", ErrorCategory.InvalidResult),
        RunWaitTimeoutException => ("RunWaitTimeout", ErrorCategory.OperationTimeout),
        DefinitionException => ("InvalidDefinition", ErrorCategory.InvalidArgument),
        JobLookupException { JobIds.Count: 0 } => ("JobNotFound", ErrorCategory.ObjectNotFound),
        JobLookupException => ("JobNameAmbiguous", ErrorCategory.InvalidArgument),
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
