using Databricks.Jobs.Definitions;

namespace Databricks.Jobs.Importing;

/// <summary>The references of definitions to the IDs of other jobs in their bundle.</summary>
internal static class ImportReferences
{
    // The ID of a job that does not exist yet, to check the rest of the definition.
    private const long AnyId = 1;

    /// <summary>The definition with the IDs that are known.</summary>
    /// <param name="definition">The definition.</param>
    /// <param name="jobs">Definitions with the IDs of their jobs; null for a job that does not exist yet.</param>
    /// <exception cref="JobDefinitionException">With the IDs, a value is not valid.</exception>
    public static JobDefinition Resolve(
        JobDefinition definition,
        IEnumerable<(JobDefinition Definition, long? JobId)> jobs)
    {
        if (definition.JobReferences.Count == 0)
        {
            return definition;
        }

        var ids = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach ((JobDefinition other, long? id) in jobs)
        {
            if (id is { } known && other.Key is { } key && ReferenceEquals(other.Bundle, definition.Bundle))
            {
                ids[key] = known;
            }
        }

        return definition.WithJobIds(ids);
    }

    /// <summary>The definition with any IDs, to check it.</summary>
    public static JobDefinition ResolveAll(JobDefinition definition) => definition.JobReferences.Count == 0
        ? definition
        : definition.WithJobIds(definition.JobReferences
            .Select(static one => one.JobKey)
            .Distinct()
            .ToDictionary(static key => key, static _ => AnyId));

    /// <summary>The places of the definitions that a definition refers to.</summary>
    /// <param name="definition">The definition.</param>
    /// <param name="all">The definitions, with null for those that do not matter.</param>
    public static IEnumerable<int> Find(JobDefinition definition, IReadOnlyList<JobDefinition?> all) =>
        definition.JobReferences.Count == 0 ? [] : Enumerable.Range(0, all.Count).Where(i => all[i] is { } other
            && ReferenceEquals(other.Bundle, definition.Bundle)
            && definition.JobReferences.Any(one => one.JobKey == other.Key));

    /// <summary>An error for each loop of jobs that run each other.</summary>
    public static IEnumerable<JobsException> FindLoops(IReadOnlyList<JobDefinition> definitions)
    {
        bool[] isDone = new bool[definitions.Count];
        var open = new List<int>();
        var errors = new List<JobsException>();
        for (int i = 0; i < definitions.Count; i++)
        {
            Visit(i);
        }

        return errors;

        void Visit(int i)
        {
            int start = open.IndexOf(i);
            if (start >= 0)
            {
                errors.Add(Loop([.. open.Skip(start).Select(one => definitions[one])]));
            }
            else if (!isDone[i])
            {
                open.Add(i);
                foreach (int next in Find(definitions[i], definitions))
                {
                    Visit(next);
                }

                open.RemoveAt(open.Count - 1);
                isDone[i] = true;
            }
        }
    }

    private static JobDefinitionException Loop(JobDefinition[] jobs)
    {
        JobDefinition last = jobs[jobs.Length - 1];
        SourceLocation place = last.JobReferences.First(one => one.JobKey == jobs[0].Key).Location;
        return new JobDefinitionException(
            place,
            $"the jobs run each other: {string.Join(" -> ", jobs.Append(jobs[0]).Select(static one => one.Key))}.",
            "Remove one of these references.");
    }
}
