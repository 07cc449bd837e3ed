using Databricks.Jobs.Models;

namespace Databricks.Jobs.LocalWorkspace.Domain;

/// <summary>How a run or an attempt ended, with the values of the older and the newer form.</summary>
internal sealed record Termination(string LifeCycle, string Result, string Code, string Type, string Message)
{
    public const string FailedMessage = "Workload failed, see run output for details";

    public static readonly Termination Success = Ended(nameof(RunResultState.SUCCESS), "SUCCESS", "SUCCESS", "");

    public static readonly Termination SuccessWithFailures = Ended(
        nameof(RunResultState.SUCCESS_WITH_FAILURES),
        "SUCCESS_WITH_FAILURES",
        "SUCCESS",
        "The run succeeded: its leaf tasks did, although others failed.");

    public static readonly Termination Canceled = Ended("CANCELED", "USER_CANCELED", "SUCCESS", "Run cancelled.");

    public static readonly Termination TimedOut = Ended("TIMEDOUT", "CANCELED", "CLIENT_ERROR", "Run timed out.");

    public static readonly Termination Excluded = Ended(
        "EXCLUDED", "SKIPPED", "SUCCESS", "The run was skipped because the necessary conditions were not met.");

    public static readonly Termination Disabled = Ended(
        "DISABLED", "DISABLED", "SUCCESS", "The task was disabled or not chosen for this run.");

    public static readonly Termination UpstreamFailed = Ended(
        "UPSTREAM_FAILED", "SKIPPED", "CLIENT_ERROR", "The run was skipped because of an upstream failure.");

    public static readonly Termination UpstreamCanceled = Ended(
        "UPSTREAM_CANCELED", "SKIPPED", "CLIENT_ERROR", "The run was skipped because an upstream task was canceled.");

    public static readonly Termination TooManyRuns = new(
        "SKIPPED",
        "MAXIMUM_CONCURRENT_RUNS_REACHED",
        "MAX_CONCURRENT_RUNS_EXCEEDED",
        "CLIENT_ERROR",
        "The run was skipped because the maximum concurrent runs were reached.");

    public bool Succeeded => Result is "SUCCESS" or "SUCCESS_WITH_FAILURES";

    public bool WasCanceled => Result is "CANCELED" or "UPSTREAM_CANCELED";

    public bool WasStopped => Result is "CANCELED" or "TIMEDOUT";

    /// <summary>Skipped without a failure: downstream tasks treat it as a success.</summary>
    public bool WasSkipped => Result is "EXCLUDED" or "DISABLED";

    public bool Failed => !Succeeded && !WasSkipped;

    public static Termination TaskFailed(string message = FailedMessage, string code = "RUN_EXECUTION_ERROR") =>
        new("TERMINATED", "FAILED", code, TypeOf(code), message);

    public static Termination PlatformFailed(string message, string code = "INTERNAL_ERROR") =>
        new("INTERNAL_ERROR", "FAILED", code, TypeOf(code), message);

    /// <summary>A failed task makes its run an internal error that names the task.</summary>
    public static Termination RunFailed(string taskKey, Termination task) =>
        new("INTERNAL_ERROR", "FAILED", task.Code, task.Type, $"Task {taskKey} failed with message: {task.Message}.");

    private static Termination Ended(string result, string code, string type, string message) =>
        new("TERMINATED", result, code, type, message);

    private static string TypeOf(string code) => code switch
    {
        "CLOUD_FAILURE" => "CLOUD_FAILURE",
        "INTERNAL_ERROR" or "DRIVER_ERROR" => "INTERNAL_ERROR",
        _ => "CLIENT_ERROR",
    };
}
