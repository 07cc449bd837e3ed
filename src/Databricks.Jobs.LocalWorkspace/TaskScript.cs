namespace Databricks.Jobs.LocalWorkspace;

/// <summary>
/// What a task does in the local workspace, which computes nothing. Every property has a default: a task succeeds after
/// the default duration.
/// </summary>
public sealed class TaskScript
{
    /// <summary>
    /// The result: SUCCESS, FAILED, TIMEDOUT, CANCELED, or INTERNAL_ERROR for a failure of the platform. The
    /// default is FAILED if there is an <see cref="Error"/>, and otherwise SUCCESS.
    /// </summary>
    public string? Result { get; set; }

    /// <summary>How long the task runs, in workspace time.</summary>
    public TimeSpan? Duration { get; set; }

    /// <summary>How long the compute of the task takes to start, in workspace time.</summary>
    public TimeSpan? Setup { get; set; }

    /// <summary>How long the task is TERMINATING before it ends, in workspace time.</summary>
    public TimeSpan? Cleanup { get; set; }

    /// <summary>
    /// What the task returns: the exit value of a notebook, the state of an alert, the page of a dashboard, the
    /// response of an agent, the status message of an AI Runtime task, or the conversation ID of a Genie task. For a
    /// SQL task, a JSON array of objects is its rows, to which later tasks can refer as
    /// <c>{{tasks.key.output.rows}}</c> and <c>{{tasks.key.output.first_row.column}}</c>; any other text is the lookup
    /// key of its first statement.
    /// </summary>
    public string? Output { get; set; }

    /// <summary>
    /// The standard output and standard error of the task. The service has it only for JAR, Python file and Python
    /// wheel tasks, and in the steps of dbt Cloud and dbt platform tasks.
    /// </summary>
    public string? Logs { get; set; }

    /// <summary>The error message of a failure.</summary>
    public string? Error { get; set; }

    /// <summary>The stack trace of a failure.</summary>
    public string? ErrorTrace { get; set; }

    /// <summary>The termination code of a failure, such as CLUSTER_ERROR or LIBRARY_INSTALLATION_ERROR.</summary>
    public string? TerminationCode { get; set; }

    /// <summary>
    /// The number of attempts of a run that fail, including retries and repairs, before the task succeeds.
    /// </summary>
    public int FailTimes { get; set; }

    /// <summary>The task values, which later tasks read as <c>{{tasks.key.values.name}}</c>.</summary>
    public Dictionary<string, string>? Values { get; set; }

    internal string ResultOf(int attempt)
    {
        string scripted = Result ?? (Error is null ? "SUCCESS" : "FAILED");
        if (FailTimes <= 0) return scripted;
        if (attempt >= FailTimes) return "SUCCESS";
        return scripted == "SUCCESS" ? "FAILED" : scripted;
    }
}
