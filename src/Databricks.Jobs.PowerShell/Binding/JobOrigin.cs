using System.Runtime.CompilerServices;
using Databricks.Jobs.Models;

namespace Databricks.Jobs.PowerShell.Binding;

/// <summary>Keeps the jobs that settings were taken from, because the settings of jobs from a list are
/// incomplete.</summary>
internal static class JobOrigin
{
    private static readonly ConditionalWeakTable<JobsModel, JobsModel> s_origins = new();

    /// <returns>The job that the settings were taken from; null for other settings.</returns>
    public static JobsModel? Of(JobsModel settings) => s_origins.TryGetValue(settings, out JobsModel? job) ? job : null;

    public static JobsModel Remember(JobsModel settings, JobsModel origin)
    {
        if (origin is Job or BaseJob)
        {
            s_origins.Add(settings, origin);
        }

        return settings;
    }
}
