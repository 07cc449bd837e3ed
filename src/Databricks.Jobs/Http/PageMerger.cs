using Databricks.Jobs.Models;

namespace Databricks.Jobs.Http;

/// <summary>Merges the pages of jobs and runs that are too large for one response.</summary>
internal static class PageMerger
{
    public static void Merge(Job whole, Job part)
    {
        whole.NextPageToken = null;
        whole.HasMore = null;
        if (part.Settings is not { } more) return;
        whole.Settings ??= new JobSettings();
        whole.Settings.Tasks = Join(whole.Settings.Tasks, more.Tasks);
        whole.Settings.JobClusters = Join(whole.Settings.JobClusters, more.JobClusters);
        whole.Settings.Parameters = Join(whole.Settings.Parameters, more.Parameters);
        whole.Settings.Environments = Join(whole.Settings.Environments, more.Environments);
    }

    public static void Merge(Run whole, Run part)
    {
        whole.NextPageToken = null;
        whole.HasMore = null;
        // Further pages of a for-each task's run contain more iterations, and repeat everything else.
        if (whole.Iterations is { Count: > 0 })
        {
            whole.Iterations = Join(whole.Iterations, part.Iterations);
            return;
        }

        whole.Tasks = Join(whole.Tasks, part.Tasks);
        whole.JobClusters = Join(whole.JobClusters, part.JobClusters);
        whole.JobParameters = Join(whole.JobParameters, part.JobParameters);
        whole.RepairHistory = Join(whole.RepairHistory, part.RepairHistory);
    }

    private static List<T>? Join<T>(List<T>? whole, List<T>? part)
    {
        if (part is null) return whole;
        if (whole is null) return part;
        whole.AddRange(part);
        return whole;
    }
}
