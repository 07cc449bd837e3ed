namespace Databricks.Jobs.Runs;

/// <summary>
/// A repair would need parameters of the run whose values are secret, so this program cannot read them. Nothing was
/// sent.
/// </summary>
public sealed class RedactedParameterException : JobsException
{
    internal RedactedParameterException(long runId, IReadOnlyList<string> parameters)
        : base(
            $"The repair of run {runId} needs {string.Join(" and ", parameters)} again: "
                + "the run contains secrets there, which cannot be read.",
            "Specify these parameters for the repair, or use the defaults of the job.")
    {
        RunId = runId;
        Parameters = parameters;
    }

    /// <summary>The ID of the run.</summary>
    public long RunId { get; }

    /// <summary>
    /// The parameters by their names in the API, such as <c>job_parameters.password</c> or <c>python_params</c>.
    /// </summary>
    public IReadOnlyList<string> Parameters { get; }
}
