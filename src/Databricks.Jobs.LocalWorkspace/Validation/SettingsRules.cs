using Databricks.Jobs.LocalWorkspace.Domain;
using Databricks.Jobs.Models;

namespace Databricks.Jobs.LocalWorkspace.Validation;

/// <summary>The rules for the settings of a job or a one-time run.</summary>
internal static class SettingsRules
{
    public static void Check(JobSettings settings)
    {
        CheckGit(settings.GitSource);
        ShapeRules.Check(settings);
        CheckTriggers(settings);
        if (settings.MaxConcurrentRuns < 0) throw Invalid("max_concurrent_runs must be between 0 and 1000.");
        if (settings.TimeoutSeconds < 0) throw Invalid("timeout_seconds must not be negative.");
        CheckUnique(settings.JobClusters?.Select(cluster => cluster.JobClusterKey), "job_cluster_key");
        CheckUnique(settings.Parameters?.Select(parameter => parameter.Name), "job parameter");
        CheckUnique(settings.Environments?.Select(environment => environment.EnvironmentKey), "environment_key");
        TaskRules.Check(settings);
    }

    public static void CheckUnique(IEnumerable<string?>? keys, string kind)
    {
        var seen = new HashSet<string?>(StringComparer.Ordinal);
        foreach (string? key in keys ?? [])
        {
            if (!seen.Add(key)) throw Invalid($"Duplicate {kind}: '{key}'. It must be unique.");
        }
    }

    private static void CheckGit(GitSource? git)
    {
        if (git is null) return;
        if (string.IsNullOrEmpty(git.GitProvider) || GitProviderValues.Set.Find(git.GitProvider!) is null)
        {
            throw Invalid($"git_source.git_provider must be one of {string.Join(", ", GitProviderValues.Set.Values)}.");
        }

        int references = new[] { git.GitBranch, git.GitTag, git.GitCommit }.Count(text => !string.IsNullOrEmpty(text));
        if (references > 1) throw Invalid("git_source may name only one of git_branch, git_tag and git_commit.");
    }

    private static void CheckTriggers(JobSettings settings)
    {
        int count = (settings.Schedule is null ? 0 : 1)
            + (settings.Trigger is null ? 0 : 1)
            + (settings.Continuous is null ? 0 : 1);
        if (count > 1) throw Invalid("Only one of schedule, trigger and continuous may be set.");
        if (settings.Continuous is not null && settings.MaxConcurrentRuns > 1)
        {
            throw Invalid("A continuous job has at most one concurrent run.");
        }

        if (settings.Schedule?.QuartzCronExpression is { } cron
            && cron.Split([' '], StringSplitOptions.RemoveEmptyEntries).Length is < 6 or > 7)
        {
            throw Invalid($"Invalid quartz_cron_expression: '{cron}'. It has six or seven fields.");
        }
    }

    private static RejectedException Invalid(string message) => RejectedException.InvalidParameter(message);
}
