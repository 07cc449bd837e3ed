using Databricks.Jobs.Models;

namespace Databricks.Jobs.Definitions;

/// <summary>Pauses and resumes everything that starts a job automatically: a schedule, a trigger, continuous mode or
/// the list of triggers.</summary>
public static class JobPause
{
    private const string Paused = nameof(PauseStatus.PAUSED);
    private const string Unpaused = nameof(PauseStatus.UNPAUSED);

    /// <summary>Whether everything that starts the job is paused; null if nothing starts it.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="settings"/> is null.</exception>
    public static bool? IsPaused(JobSettings settings)
    {
        ArgumentChecks.NotNull(settings, nameof(settings));
        string?[] states = [.. States(settings)];
        return states.Length == 0 ? null : states.All(state => state == Paused);
    }

    /// <summary>The settings to send with jobs/update to pause or resume the job: everything that starts it, complete
    /// and with the new state; null if nothing changes.</summary>
    /// <param name="settings">The current settings of the job, which are not changed.</param>
    /// <param name="isPaused">Whether to pause the job.</param>
    /// <exception cref="ArgumentNullException"><paramref name="settings"/> is null.</exception>
    public static JobSettings? Change(JobSettings settings, bool isPaused)
    {
        ArgumentChecks.NotNull(settings, nameof(settings));
        if (!States(settings).Any(state => (state == Paused) != isPaused)) return null;
        JobSettings change = new JobSettings
        {
            Schedule = settings.Schedule,
            Trigger = settings.Trigger,
            Continuous = settings.Continuous,
            Triggers = settings.Triggers is { Count: > 0 } triggers ? triggers : null,
        }.Copy();
        SetAll(change, isPaused ? Paused : Unpaused, keepStated: false);
        return change;
    }

    /// <summary>Applies the result of <see cref="Change"/> to the settings.</summary>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static void Apply(JobSettings settings, JobSettings change)
    {
        ArgumentChecks.NotNull(settings, nameof(settings));
        ArgumentChecks.NotNull(change, nameof(change));
        settings.Schedule = change.Schedule ?? settings.Schedule;
        settings.Trigger = change.Trigger ?? settings.Trigger;
        settings.Continuous = change.Continuous ?? settings.Continuous;
        settings.Triggers = change.Triggers ?? settings.Triggers;
    }

    /// <summary>Pauses everything in the settings that starts the job.</summary>
    /// <param name="settings">The settings, which are changed.</param>
    /// <param name="keepStated">Whether to keep a pause status that is already set.</param>
    /// <exception cref="ArgumentNullException"><paramref name="settings"/> is null.</exception>
    public static void Pause(JobSettings settings, bool keepStated = false)
    {
        ArgumentChecks.NotNull(settings, nameof(settings));
        SetAll(settings, Paused, keepStated);
    }

    private static IEnumerable<string?> States(JobSettings settings)
    {
        if (settings.Schedule is { } schedule) yield return schedule.PauseStatus;
        if (settings.Trigger is { } trigger) yield return trigger.PauseStatus;
        if (settings.Continuous is { } continuous) yield return continuous.PauseStatus;
        foreach (TriggerConfiguration one in settings.Triggers ?? []) yield return one.PauseStatus;
    }

    private static void SetAll(JobSettings settings, string state, bool keepStated)
    {
        if (settings.Schedule is { } schedule) schedule.PauseStatus = Next(schedule.PauseStatus);
        if (settings.Trigger is { } trigger) trigger.PauseStatus = Next(trigger.PauseStatus);
        if (settings.Continuous is { } continuous) continuous.PauseStatus = Next(continuous.PauseStatus);
        foreach (TriggerConfiguration one in settings.Triggers ?? []) one.PauseStatus = Next(one.PauseStatus);

        string Next(string? present) => keepStated ? present ?? state : state;
    }
}
