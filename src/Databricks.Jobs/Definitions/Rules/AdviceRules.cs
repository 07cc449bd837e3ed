using Databricks.Jobs.Models;

namespace Databricks.Jobs.Definitions.Rules;

/// <summary>What a job should have.</summary>
internal static class AdviceRules
{
    public static IEnumerable<DefinitionProblem> NoTasks(JobCheck check)
    {
        if (check.Settings is { Tasks: null or { Count: 0 }, HasAdditionalProperties: false })
        {
            yield return new DefinitionProblem("tasks", "the job has no tasks, so it cannot run. Add a task.");
        }
    }

    public static IEnumerable<DefinitionProblem> NoTimeout(JobCheck check)
    {
        JobSettings settings = check.Settings;
        // Continuous jobs do not end.
        if (settings.Continuous is null && !IsSet(settings.TimeoutSeconds)
            && check.OuterTasks.Any(static task => !IsSet(task.Task.TimeoutSeconds)))
        {
            yield return new DefinitionProblem("timeout_seconds",
                "a run that hangs never ends: neither the job nor all its tasks have a timeout. Set timeout_seconds.");
        }
    }

    public static IEnumerable<DefinitionProblem> NoFailureNotification(JobCheck check)
    {
        JobSettings settings = check.Settings;
        bool isNotified = settings.EmailNotifications?.OnFailure is { Count: > 0 }
            || settings.WebhookNotifications?.OnFailure is { Count: > 0 }
            || check.Tasks.Any(static task => task.Task.EmailNotifications?.OnFailure is { Count: > 0 }
                || task.Task.WebhookNotifications?.OnFailure is { Count: > 0 });
        if (!isNotified)
        {
            yield return new DefinitionProblem("email_notifications",
                "nobody is notified when a run fails. Set on_failure of email_notifications or "
                    + "webhook_notifications.");
        }
    }

    private static bool IsSet(long? seconds) => seconds is not (null or 0);
}
