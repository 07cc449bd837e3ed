using System.Text;
using Databricks.Jobs.Models;

namespace Databricks.Jobs.Definitions;

/// <summary>Makes the settings of a copy of a job.</summary>
public static class JobCopy
{
    private const string Suffix = " (copy)";
    private const int MaxNameBytes = 4096;

    /// <summary>The settings for a copy. What would start it is not paused: see <see cref="JobPause.Pause"/>.</summary>
    /// <param name="job">The whole job, as jobs/get gives it.</param>
    /// <param name="name">The copy's name; null for the job's with (copy) behind it.</param>
    public static JobSettings SettingsOf(Job job, string? name = null)
    {
        ArgumentChecks.NotNull(job, nameof(job));
        JobSettings settings = (job.Settings ?? new JobSettings()).Copy();
        settings.Name = name ?? NameOf(settings.Name);
        // A copy is no part of the bundle that the job was deployed with, and must not be locked as if it were.
        settings.Deployment = null;
        settings.EditMode = null;
        return settings;
    }

    private static string NameOf(string? original)
    {
        string name = original ?? "Untitled";
        int room = MaxNameBytes - Suffix.Length;
        while (Encoding.UTF8.GetByteCount(name) > room)
        {
            int tooMany = Encoding.UTF8.GetByteCount(name) - room;
            // No character has more than three bytes to a UTF-16 unit.
            name = name.Substring(0, name.Length - Math.Max(1, tooMany / 3));
        }

        bool isCutInTwo = name.Length > 0 && char.IsHighSurrogate(name[name.Length - 1]);
        return (isCutInTwo ? name.Substring(0, name.Length - 1) : name) + Suffix;
    }
}
