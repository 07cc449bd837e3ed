using System.Runtime.CompilerServices;
using Databricks.Jobs.Models;

namespace Databricks.Jobs.PowerShell.Binding;

/// <summary>Remembers which job settings were taken from: those from a list lack what a list leaves out.</summary>
internal static class JobOrigin
{
    private static readonly ConditionalWeakTable<JobsModel, JobsModel> Origins = new();

    /// <returns>The job, or job from a list, that settings were taken from; null for others.</returns>
    public static JobsModel? Of(JobsModel settings) => Origins.TryGetValue(settings, out JobsModel? job) ? job : null;

    public static JobsModel Remember(JobsModel settings, JobsModel origin)
    {
        if (origin is Job or BaseJob)
        {
            Origins.Add(settings, origin);
        }

        return settings;
    }
}
