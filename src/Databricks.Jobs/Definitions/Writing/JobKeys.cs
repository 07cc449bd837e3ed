using System.Text.RegularExpressions;

namespace Databricks.Jobs.Definitions;

/// <summary>Names for jobs in files: of the files themselves, and of the jobs in a bundle.</summary>
internal static class JobKeys
{
    private static readonly TimeSpan s_patternTimeout = TimeSpan.FromSeconds(1);

    /// <summary>A file name without extension for each job, which no other job of these has. It depends only on the
    /// name of the job, unless the name is not unique or not valid: then it also has the ID.</summary>
    /// <param name="jobs">The names and IDs of the jobs.</param>
    public static IReadOnlyList<string> FileNames(IReadOnlyList<(string? Name, long? Id)> jobs) =>
        Of(jobs, SafeFileName.Of, "job-");

    /// <summary>A key of a bundle for each job, as in <see cref="FileNames"/>.</summary>
    /// <param name="jobs">The names and IDs of the jobs.</param>
    public static IReadOnlyList<string> BundleKeys(IReadOnlyList<(string? Name, long? Id)> jobs) =>
        Of(jobs, BundleKey, "job_");

    // Terraform, which can deploy bundles, allows nothing else, and no digit at the start.
    private static string BundleKey(string name)
    {
        string key = Regex.Replace(name, @"[^\p{L}\p{Nd}_-]+", "_", RegexOptions.CultureInvariant, s_patternTimeout)
            .Trim('_', '-');
        return key.Length > 0 && char.IsDigit(key[0]) ? "job_" + key : key;
    }

    private static IReadOnlyList<string> Of(
        IReadOnlyList<(string? Name, long? Id)> jobs,
        Func<string, string> makeSafe,
        string prefix)
    {
        string[] names = [.. jobs.Select(job => makeSafe(job.Name ?? ""))];
        HashSet<string> shared = new(
            names.GroupBy(name => name, StringComparer.OrdinalIgnoreCase)
                .Where(group => group.Count() > 1)
                .Select(group => group.Key),
            StringComparer.OrdinalIgnoreCase);
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        return [.. jobs.Select((job, i) => Unique(taken, names[i], job.Id, shared.Contains(names[i]), prefix))];
    }

    private static string Unique(HashSet<string> taken, string name, long? id, bool isShared, string prefix)
    {
        string unique = name.Length == 0 ? $"{prefix}{id}" : isShared && id is not null ? $"{name}-{id}" : name;
        string start = unique;
        // Another job can have the name with the ID.
        for (int i = 2; !taken.Add(unique); i++)
        {
            unique = $"{start}-{i}";
        }

        return unique;
    }
}
