using Databricks.Jobs.Models;

namespace Databricks.Jobs.Definitions;

/// <summary>Copies of settings, and of the near twins that the API has of them.</summary>
public static class SettingsConversions
{
    /// <summary>A copy that shares nothing with the original; unknown members are copied too.</summary>
    public static JobSettings Copy(this JobSettings settings) => Convert<JobSettings>(settings);

    /// <summary>The request that creates a job with these settings.</summary>
    public static CreateJob ToCreateJob(this JobSettings settings) => Convert<CreateJob>(settings);

    /// <summary>A copy that shares nothing with the original; unknown members are copied too.</summary>
    public static SubmitRun Copy(this SubmitRun run) => Convert<SubmitRun>(run);

    /// <summary>A copy that shares nothing with the original; unknown members are copied too.</summary>
    public static Models.Task Copy(this Models.Task task) => Convert<Models.Task>(task);

    /// <summary>A copy that shares nothing with the original; unknown members are copied too.</summary>
    public static JobCluster Copy(this JobCluster cluster) => Convert<JobCluster>(cluster);

    /// <summary>The same task in a one-time run. A job_cluster_key, which such a run does not have, becomes an unknown
    /// member, of which <see cref="JobValidator"/> speaks.</summary>
    public static SubmitTask ToSubmitTask(this Models.Task task) => Convert<SubmitTask>(task);

    private static T Convert<T>(JobsModel model)
        where T : JobsModel, new()
    {
        ArgumentChecks.NotNull(model, nameof(model));
        return model.CopyTo(new T());
    }
}
