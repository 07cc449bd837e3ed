using Databricks.Jobs.Models;

namespace Databricks.Jobs.Definitions;

/// <summary>Creates the settings of a copy of a job.</summary>
public static class JobCopy
{
    private const string Suffix = " (copy)";
    private const int MaxNameBytes = 4096;

    /// <summary>The settings of a copy. Its schedule and triggers are not paused: see <see cref="JobPause.Pause"/>.
    /// </summary>
    /// <param name="job">The complete job, as jobs/get returns it.</param>
    /// <param name="name">The name of the copy; null for the name of the job with (copy) appended.</param>
    /// <exception cref="ArgumentNullException"><paramref name="job"/> is null.</exception>
    public static JobSettings SettingsOf(Job job, string? name = null)
    {
        ArgumentChecks.NotNull(job, nameof(job));
        JobSettings settings = (job.Settings ?? new JobSettings()).Copy();
        settings.Name = name ?? NameOf(settings.Name);
        // The copy does not belong to the bundle that deployed the job, and must not be locked as if it did.
        settings.Deployment = null;
        settings.EditMode = null;
        return settings;
    }

    private static string NameOf(string? original) =>
        (original ?? "Untitled").TruncateUtf8(MaxNameBytes - Suffix.Length) + Suffix;
}
