using Databricks.Jobs.Models;
using Databricks.Jobs.Secrets;

namespace Databricks.Jobs.Runs;

/// <summary>
/// Carries the parameters of a run over to its repair, because the service does not: without them, a repair runs with
/// the defaults of the job, and the repair of yesterday's run would process today's date.
/// </summary>
internal sealed class RunParameterCarrier
{
    private readonly List<string> _redacted = [];

    private RunParameterCarrier()
    {
    }

    /// <summary>Adds the parameters of a run to a repair request, unless the request has values for them.</summary>
    /// <exception cref="RedactedParameterException">
    /// A value is redacted in the run, and the request has no value for it.
    /// </exception>
    public static void CarryOver(Run run, RepairRun repair)
    {
        var carrier = new RunParameterCarrier();
        carrier.Apply(run, repair);
        if (carrier._redacted.Count > 0) throw new RedactedParameterException(run.RunId ?? 0, carrier._redacted);
    }

    private void Apply(Run run, RepairRun repair)
    {
        RunParameters older = run.OverridingParameters ?? new RunParameters();
        repair.NotebookParams = Merge("notebook_params", older.NotebookParams, repair.NotebookParams);
        repair.PythonNamedParams = Merge("python_named_params", older.PythonNamedParams, repair.PythonNamedParams);
        repair.SqlParams = Merge("sql_params", older.SqlParams, repair.SqlParams);
        repair.PythonParams = Choose("python_params", older.PythonParams, repair.PythonParams);
        repair.JarParams = Choose("jar_params", older.JarParams, repair.JarParams);
        repair.SparkSubmitParams = Choose("spark_submit_params", older.SparkSubmitParams, repair.SparkSubmitParams);
        repair.DbtCommands = Choose("dbt_commands", older.DbtCommands, repair.DbtCommands);
        repair.PipelineParams ??= older.PipelineParams;
        // A run that was started with the older parameters has only the defaults of job parameters, and the service
        // rejects a request with both.
        Dictionary<string, string>? ofRun = HasValues(older) ? null : JobParametersOf(run);
        repair.JobParameters = Merge("job_parameters", ofRun, repair.JobParameters);
    }

    private static bool HasValues(RunParameters older) =>
        older is { NotebookParams.Count: > 0 } or { PythonNamedParams.Count: > 0 } or { SqlParams.Count: > 0 }
            or { PythonParams.Count: > 0 } or { JarParams.Count: > 0 } or { SparkSubmitParams.Count: > 0 }
            or { DbtCommands.Count: > 0 };

    private static Dictionary<string, string> JobParametersOf(Run run)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (JobParameter parameter in run.JobParameters ?? [])
        {
            if (parameter.Name is { } name && (parameter.Value ?? parameter.Default) is { } value) values[name] = value;
        }

        return values;
    }

    private Dictionary<string, string>? Merge(
        string field,
        Dictionary<string, string>? ofRun,
        Dictionary<string, string>? given)
    {
        if (ofRun is not { Count: > 0 }) return given;
        var merged = new Dictionary<string, string>(ofRun, StringComparer.Ordinal);
        foreach (KeyValuePair<string, string> pair in given ?? [])
        {
            merged[pair.Key] = pair.Value;
        }

        _redacted.AddRange(ofRun
            .Where(pair => IsRedacted(pair.Value) && given?.ContainsKey(pair.Key) != true)
            .Select(pair => $"{field}.{pair.Key}"));
        return merged;
    }

    private List<string>? Choose(string field, List<string>? ofRun, List<string>? given)
    {
        if (given is not null || ofRun is not { Count: > 0 }) return given;
        if (ofRun.Exists(IsRedacted)) _redacted.Add(field);
        return ofRun;
    }

    private static bool IsRedacted(string? value) => value?.Contains(KnownSecrets.Placeholder) == true;
}
