namespace Databricks.Jobs.Runs;

/// <summary>A task that made its run fail.</summary>
public sealed class FailedTask
{
    internal FailedTask(string taskKey, long? runId, string result, string message)
    {
        TaskKey = taskKey;
        RunId = runId;
        Result = result;
        Message = message;
    }

    /// <summary>The task's key.</summary>
    public string TaskKey { get; }

    /// <summary>The ID of the run of the task's last attempt; null if it had none.</summary>
    public long? RunId { get; }

    /// <summary>The number of the last attempt, from 0; null if the service did not return one.</summary>
    public long? AttemptNumber { get; internal set; }

    /// <summary>How it ended, such as FAILED or TIMEDOUT.</summary>
    public string Result { get; }

    /// <summary>The error of the task if it has one, otherwise the message of the service. It can be empty.</summary>
    public string Message { get; }

    /// <summary>The stack trace of the error, without escape sequences; null if there is none, or if it was not read.
    /// </summary>
    public string? Trace { get; internal set; }

    /// <summary>What went wrong, in one line: the innermost cause of the error. It can be empty.</summary>
    public string Cause { get; internal set; } = "";

    /// <summary>Returns the task, its result and the cause.</summary>
    public override string ToString() =>
        ScreenText.Line(Cause.Length == 0 ? $"{TaskKey}: {Result}" : $"{TaskKey}: {Result}: {Cause}");
}
