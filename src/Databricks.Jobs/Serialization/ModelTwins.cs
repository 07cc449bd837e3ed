using Databricks.Jobs.Models;

namespace Databricks.Jobs.Serialization;

/// <summary>Types of the API with the same fields, such as the settings of a job and the request that creates it. Where
/// one is needed, the other is accepted.</summary>
internal static class ModelTwins
{
    /// <summary>The object whose fields are those of <paramref name="wanted"/>; null if there is none.</summary>
    public static JobsModel? Find(JobsModel given, JobsModel wanted) => (given, wanted) switch
    {
        (Job job, JobSettings) => job.Settings,
        (BaseJob job, JobSettings) => job.Settings,
        (CreateJob, JobSettings) or (Models.Task, SubmitTask) or (SubmitTask, Models.Task) => given,
        _ => null,
    };
}
