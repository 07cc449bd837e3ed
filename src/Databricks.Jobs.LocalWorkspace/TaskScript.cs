namespace Databricks.Jobs.LocalWorkspace;

/// <summary>
/// What a task does in the local workspace, which computes nothing. What is not said has a default: a task succeeds
/// after the default duration.
/// </summary>
public sealed class TaskScript
{
    /// <summary>
    /// The result: SUCCESS, FAILED, TIMEDOUT, CANCELED, or INTERNAL_ERROR for a failure of the platform. When null,
    /// FAILED where <see cref="Error"/> is given and SUCCESS otherwise.
    /// </summary>
    public string? Result { get; set; }

    /// <summary>How long it runs, in workspace time.</summary>
    public TimeSpan? Duration { get; set; }

    /// <summary>How long its compute takes to start, in workspace time.</summary>
    public TimeSpan? Setup { get; set; }

    /// <summary>How long it shows TERMINATING before its end, in workspace time.</summary>
    public TimeSpan? Cleanup { get; set; }

    /// <summary>The value a notebook exits with, or the first statement's key of a SQL task.</summary>
    public string? Output { get; set; }

    /// <summary>What the task wrote to standard output and standard error.</summary>
    public string? Logs { get; set; }

    /// <summary>The error of a failure, in a sentence.</summary>
    public string? Error { get; set; }

    /// <summary>The stack trace of a failure.</summary>
    public string? ErrorTrace { get; set; }

    /// <summary>The termination code of a failure, such as CLUSTER_ERROR or LIBRARY_INSTALLATION_ERROR.</summary>
    public string? TerminationCode { get; set; }

    /// <summary>Fail this many attempts of a run, retries and repairs included, and succeed from then on.</summary>
    public int FailTimes { get; set; }

    /// <summary>Task values that later tasks read as <c>{{tasks.key.values.name}}</c>.</summary>
    public Dictionary<string, string>? Values { get; set; }

    internal string ResultOf(int attempt)
    {
        var stated = Result ?? (Error is null ? "SUCCESS" : "FAILED");
        if (FailTimes <= 0) return stated;
        if (attempt >= FailTimes) return "SUCCESS";
        return stated == "SUCCESS" ? "FAILED" : stated;
    }
}
