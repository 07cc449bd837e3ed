using Databricks.Jobs.Models;

namespace Databricks.Jobs.Definitions;

/// <summary>Copies and converts settings, for which the API has several similar types.</summary>
public static class SettingsConversions
{
    /// <summary>A deep copy, including unknown properties.</summary>
    public static JobSettings Copy(this JobSettings settings) => Convert<JobSettings>(settings);

    /// <summary>The request that creates a job with these settings.</summary>
    public static CreateJob ToCreateJob(this JobSettings settings) => Convert<CreateJob>(settings);

    /// <summary>A deep copy, including unknown properties.</summary>
    public static SubmitRun Copy(this SubmitRun run) => Convert<SubmitRun>(run);

    /// <summary>A deep copy, including unknown properties.</summary>
    public static Models.Task Copy(this Models.Task task) => Convert<Models.Task>(task);

    /// <summary>A deep copy, including unknown properties.</summary>
    public static JobCluster Copy(this JobCluster cluster) => Convert<JobCluster>(cluster);

    /// <summary>The same task for a one-time run. A job_cluster_key, which such a run does not have, becomes an unknown
    /// property, which <see cref="JobValidator"/> reports.</summary>
    public static SubmitTask ToSubmitTask(this Models.Task task) => Convert<SubmitTask>(task);

    private static T Convert<T>(JobsModel model)
        where T : JobsModel, new()
    {
        ArgumentChecks.NotNull(model, nameof(model));
        return model.CopyTo(new T());
    }
}
