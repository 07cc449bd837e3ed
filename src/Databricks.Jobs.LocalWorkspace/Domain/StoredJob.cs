using Databricks.Jobs.Models;

namespace Databricks.Jobs.LocalWorkspace.Domain;

/// <summary>A job with its runs and permissions.</summary>
internal sealed class StoredJob(long id, JobSettings settings, string creator, DateTimeOffset created)
{
    private JobSettings? _brief;

    public long Id { get; } = id;

    public string Creator { get; } = creator;

    public DateTimeOffset Created { get; } = created;

    public JobSettings Settings { get; private set; } = settings;

    public string Name => Settings.Name ?? "Untitled";

    /// <summary>The runs of the job, oldest first.</summary>
    public List<JobRun> Runs { get; } = [];

    public Queue<JobRun> Waiting { get; } = new();

    public List<JobAccessControlRequest> Access { get; } = [];

    public int ActiveRuns { get; set; }

    public bool HasRoom => ActiveRuns < (Settings.MaxConcurrentRuns ?? 1);

    /// <summary>Whether the job keeps one run active; not if it is paused.</summary>
    public bool IsContinuous =>
        Settings.Continuous is { PauseStatus: not nameof(PauseStatus.PAUSED) }
        || Settings.Triggers?.Exists(
            trigger => trigger is { Continuous: not null, PauseStatus: not nameof(PauseStatus.PAUSED) }) == true;

    /// <summary>The settings without the arrays that lists omit.</summary>
    public JobSettings Brief
    {
        get
        {
            if (_brief is null)
            {
                _brief = ModelCloner.Clone<JobSettings>(Settings);
                _brief.Tasks = null;
                _brief.JobClusters = null;
            }

            return _brief;
        }
    }

    public void Replace(JobSettings settings)
    {
        Settings = settings;
        _brief = null;
    }
}
