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

    /// <summary>How it ended, such as FAILED or TIMEDOUT.</summary>
    public string Result { get; }

    /// <summary>The error of the task if it has one, otherwise the message of the service. It can be empty.</summary>
    public string Message { get; }

    /// <summary>Returns the task, its result and the message.</summary>
    public override string ToString() =>
        ScreenText.Line(Message.Length == 0 ? $"{TaskKey}: {Result}" : $"{TaskKey}: {Result}: {Message}");
}
