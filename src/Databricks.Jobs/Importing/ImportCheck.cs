using Databricks.Jobs.Definitions;
using Databricks.Jobs.Models;
using Databricks.Jobs.Permissions;

namespace Databricks.Jobs.Importing;

/// <summary>What prevents definitions from being imported, found without a request.</summary>
internal static class ImportCheck
{
    /// <summary>The problems of one definition.</summary>
    public static IReadOnlyList<JobsException> Find(JobDefinition definition)
    {
        var problems = new List<JobsException>();
        definition = ImportReferences.ResolveAll(definition);
        if (definition is { JobId: null, Settings.Name: null or "" })
        {
            problems.Add(At(
                definition,
                "the job has no name, by which the import could find it.",
                "Add a name, or the job_id of the job."));
        }

        if (definition.Settings.Tasks is null)
        {
            problems.Add(At(
                definition,
                "the job has no tasks.",
                "Add the tasks. For a job without tasks, add an empty list: \"tasks\": []."));
        }

        try
        {
            JobPermissionRules.Read(ImportPermissions.EntriesOf(definition));
            JobValidator.Validate(RequestOf(definition));
        }
        catch (DefinitionException exception)
        {
            problems.Add(Explain(definition, exception));
        }
        catch (Exception exception) when (exception is JobPermissionException or ModelBindingException)
        {
            problems.Add(At(
                definition,
                definition.Locate(JobSettingsReader.AccessControlList),
                (exception as JobPermissionException)?.Problem ?? exception.Message,
                (exception as JobPermissionException)?.RecommendedAction));
        }

        return problems;
    }

    /// <summary>The problems of definitions that are for one job.</summary>
    public static IEnumerable<JobsException> FindDoubled(IReadOnlyList<JobDefinition> definitions)
    {
        foreach (IGrouping<long?, JobDefinition> same in definitions
            .Where(static one => one.JobId is not null)
            .GroupBy(static one => one.JobId)
            .Where(static same => same.Count() > 1))
        {
            yield return Doubled([.. same], $"the job ID {same.Key}");
        }

        // Two IDs are two jobs, whatever their names are.
        foreach (IGrouping<string?, JobDefinition> same in definitions
            .Where(static one => !string.IsNullOrEmpty(one.Settings.Name))
            .GroupBy(static one => one.Settings.Name, StringComparer.Ordinal)
            .Where(static same => same.Count() > 1 && same.Any(static one => one.JobId is null)))
        {
            yield return Doubled([.. same], $"the name '{same.Key}'");
        }
    }

    /// <summary>An error about several definitions that are for one job.</summary>
    /// <param name="same">The definitions.</param>
    /// <param name="what">What they have in common.</param>
    public static JobsException Doubled(IReadOnlyList<JobDefinition> same, string what)
    {
        string others = string.Join(" and ", same.Take(same.Count - 1).Select(static one =>
            one.HasSource ? $"{one.Source}" : "a definition that is not from a file"));
        return At(
            same[same.Count - 1],
            $"{what} is already used at {others}.",
            "Remove all but one of the definitions, or give them other names.");
    }

    /// <summary>The request that creates the job.</summary>
    public static CreateJob RequestOf(JobDefinition definition)
    {
        var request = definition.Settings.ToCreateJob();
        request.AccessControlList = definition.AccessControlList?.ToList();
        return request;
    }

    /// <summary>Adds the positions in the file to an error, or the name of the job if there is no file.</summary>
    public static JobsException Explain(JobDefinition definition, JobsException exception) => definition.HasSource
        ? definition.Explain(exception)
        : exception is DefinitionException
            ? new JobsException(Named(definition, exception.Problem), exception.RecommendedAction, exception)
            : exception;

    /// <summary>An error about a whole definition.</summary>
    public static JobsException At(JobDefinition definition, string problem, string? action = null) =>
        At(definition, definition.Source, problem, action);

    private static JobsException At(
        JobDefinition definition,
        SourceLocation location,
        string problem,
        string? action = null) => definition.HasSource
            ? new JobDefinitionException(location, problem, action)
            : new JobsException(Named(definition, problem), action ?? "Correct the definition and try again.");

    private static string Named(JobDefinition definition, string problem) =>
        $"{definition.Settings.Name ?? "Untitled"}: {problem}";
}
