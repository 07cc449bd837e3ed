using Databricks.Jobs.LocalWorkspace.Domain;
using Databricks.Jobs.LocalWorkspace.Http;
using Databricks.Jobs.Models;

namespace Databricks.Jobs.LocalWorkspace.Api;

/// <summary>The filter of a list of runs.</summary>
internal sealed class RunFilter
{
    private bool _activeOnly;
    private bool _completedOnly;
    private string? _runType;
    private long? _from;
    private long? _to;

    public long? JobId { get; private init; }

    public static RunFilter Of(ApiRequest request)
    {
        var filter = new RunFilter
        {
            JobId = request.Number("job_id"),
            _activeOnly = request.Flag("active_only"),
            _completedOnly = request.Flag("completed_only"),
            _runType = request.Text("run_type"),
            _from = request.Number("start_time_from"),
            _to = request.Number("start_time_to"),
        };
        if (filter is { _activeOnly: true, _completedOnly: true })
        {
            throw ApiException.InvalidParameter("active_only and completed_only cannot both be true.");
        }

        if (filter._runType is { } type and not ("JOB_RUN" or "SUBMIT_RUN" or "WORKFLOW_RUN"))
        {
            throw ApiException.InvalidParameter($"Invalid run_type: {type}.");
        }

        return filter;
    }

    public bool Matches(JobRun run)
    {
        long start = run.StartTime.ToUnixTimeMilliseconds();
        string type = run.Job is null ? nameof(RunType.SUBMIT_RUN) : nameof(RunType.JOB_RUN);
        return (!_activeOnly || run.IsActive)
            && (!_completedOnly || !run.IsActive)
            && (_runType is null || _runType.Equals(type, StringComparison.OrdinalIgnoreCase))
            && (_from is null || start >= _from)
            && (_to is null || start <= _to);
    }
}
