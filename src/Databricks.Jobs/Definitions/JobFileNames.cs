namespace Databricks.Jobs.Definitions;

/// <summary>Names of files for jobs.</summary>
internal static class JobFileNames
{
    /// <summary>A name without extension for each job, which no other job of these has. It depends only on the name of
    /// the job, unless the name is not unique or not valid: then it also has the ID.</summary>
    /// <param name="jobs">The names and IDs of the jobs.</param>
    public static IReadOnlyList<string> Of(IReadOnlyList<(string? Name, long Id)> jobs)
    {
        string[] names = [.. jobs.Select(job => SafeFileName.Of(job.Name ?? ""))];
        HashSet<string> shared = new(
            names.GroupBy(name => name, StringComparer.OrdinalIgnoreCase)
                .Where(group => group.Count() > 1)
                .Select(group => group.Key),
            StringComparer.OrdinalIgnoreCase);
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        return [.. jobs.Select((job, i) => Unique(taken, names[i], job.Id, isShared: shared.Contains(names[i])))];
    }

    private static string Unique(HashSet<string> taken, string name, long id, bool isShared)
    {
        string unique = name.Length == 0 ? $"job-{id}" : isShared ? $"{name}-{id}" : name;
        // Another job can have the name with the ID.
        for (int i = 2; !taken.Add(unique); i++)
        {
            unique = $"{name}-{id}-{i}";
        }

        return unique;
    }
}
