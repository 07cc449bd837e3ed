using Databricks.Jobs.LocalWorkspace.Domain;
using Databricks.Jobs.Models;

namespace Databricks.Jobs.LocalWorkspace.Validation;

/// <summary>The rules for the settings of a job or a one-time run.</summary>
internal static class SettingsRules
{
    private static readonly string[] s_gitProviders =
    [
        "github", "gitlab", "bitbucketcloud", "gitlabenterpriseedition", "bitbucketserver", "azuredevopsservices",
        "githubenterprise", "awscodecommit",
    ];

    /// <param name="settings">The settings.</param>
    /// <param name="path">The path of the settings in the request, for messages; empty for the request itself.</param>
    /// <param name="now">The time in the workspace.</param>
    /// <exception cref="RejectedException">The service does not accept the settings.</exception>
    public static void Check(JobSettings settings, string path, DateTimeOffset now)
    {
        CheckGit(settings.GitSource);
        FieldRules.Check(settings, "settings", path);
        CheckTriggers(settings, now);
        if (settings.JobClusters is { Count: > 0 } && settings.Tasks is not { Count: > 0 })
        {
            throw Invalid("Shared job cluster feature is only supported in multi-task jobs.");
        }

        foreach (JobCluster cluster in settings.JobClusters ?? []) ClusterRules.Check(cluster.NewCluster);
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
        // The service compares without case and underscores: GIT_HUB and gitHub are the same provider.
        string provider = (git.GitProvider ?? "").Replace("_", "");
        if (!s_gitProviders.Contains(provider, StringComparer.OrdinalIgnoreCase))
        {
            throw Invalid($"git_source.git_provider must be one of: {string.Join(",", s_gitProviders)}");
        }

        int references = new[] { git.GitBranch, git.GitTag, git.GitCommit }.Count(text => !string.IsNullOrEmpty(text));
        if (references > 1) throw Invalid("Only one of git_branch, git_tag and git_commit can be set in git_source.");
    }

    private static void CheckTriggers(JobSettings settings, DateTimeOffset now)
    {
        int count = (settings.Schedule is null ? 0 : 1)
            + (settings.Trigger is null ? 0 : 1)
            + (settings.Continuous is null ? 0 : 1);
        if (count > 1) throw Invalid("Only one of schedule, trigger and continuous can be set.");
        if (settings.Continuous is not null && settings.MaxConcurrentRuns > 1)
        {
            throw Invalid("A continuous job can have at most one concurrent run.");
        }

        if (settings.Schedule?.QuartzCronExpression is { } cron) CronRules.Check(cron, now.Year);
    }

    private static RejectedException Invalid(string message) => RejectedException.InvalidParameter(message);
}
