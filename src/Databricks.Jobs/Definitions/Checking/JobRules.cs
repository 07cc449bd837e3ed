using Databricks.Jobs.Definitions.Rules;
using Databricks.Jobs.Models;

namespace Databricks.Jobs.Definitions;

/// <summary>The rules for definitions of jobs, which are checked without a request.</summary>
public static class JobRules
{
    /// <summary>All rules. <see cref="JobValidator"/> rejects what those with <see cref="FindingSeverity.Error"/> find,
    /// except for fields and values that this version does not know.</summary>
    public static IReadOnlyList<JobRule> All => RuleTable.All;

    /// <summary>Checks the settings of a job.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="options">What to check; null for everything.</param>
    /// <returns>The findings, in the order of the rules.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="settings"/> is null.</exception>
    public static IReadOnlyList<JobFinding> Check(JobSettings settings, JobRuleOptions? options = null)
    {
        ArgumentChecks.NotNull(settings, nameof(settings));
        options ??= new JobRuleOptions();
        return
        [
            .. Find(settings, options).Select(found => new JobFinding(found.Rule, found.Problem, settings.Name)),
        ];
    }

    /// <summary>Checks a definition that was read from a file or text.</summary>
    /// <param name="definition">The definition.</param>
    /// <param name="options">What to check; null for everything.</param>
    /// <returns>The findings with their positions, in the order of the file.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="definition"/> is null.</exception>
    public static IReadOnlyList<JobFinding> Check(JobDefinition definition, JobRuleOptions? options = null)
    {
        ArgumentChecks.NotNull(definition, nameof(definition));
        return
        [
            .. Find(definition.Settings, options ?? new JobRuleOptions())
                .Select(found => Place(found.Rule, found.Problem, definition))
                .OrderBy(static finding => finding.Line)
                .ThenBy(static finding => finding.Column),
        ];
    }

    /// <summary>Checks the definitions in a file. A file that cannot be read as definitions gives one finding.
    /// </summary>
    /// <param name="path">The full path of the file.</param>
    /// <param name="reading">How to read; null for the default. Unknown fields and values are findings, whatever it
    /// says.</param>
    /// <param name="options">What to check; null for everything.</param>
    /// <exception cref="ArgumentNullException"><paramref name="path"/> is null.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file cannot be opened.</exception>
    public static IReadOnlyList<JobFinding> CheckFile(
        string path,
        JobDefinitionReaderOptions? reading = null,
        JobRuleOptions? options = null)
    {
        ArgumentChecks.NotNull(path, nameof(path));
        return CheckAll(reader => reader.ReadFile(path), reading, options);
    }

    /// <summary>Checks the definitions in a text. A text that cannot be read as definitions gives one finding.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="reading">How to read; null for the default. Unknown fields and values are findings, whatever it
    /// says.</param>
    /// <param name="options">What to check; null for everything.</param>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
    public static IReadOnlyList<JobFinding> CheckText(
        string text,
        JobDefinitionReaderOptions? reading = null,
        JobRuleOptions? options = null)
    {
        ArgumentChecks.NotNull(text, nameof(text));
        return CheckAll(reader => reader.ReadText(text, file: null), reading, options);
    }

    /// <summary>What the service would reject.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="isPart">Whether the job can have other settings.</param>
    internal static IEnumerable<DefinitionProblem> FindErrors(JobSettings settings, bool isPart = false)
    {
        var check = new JobCheck(settings, DateTimeOffset.MinValue) { AllowsUnknown = true };
        return All
            .Where(rule => rule.Severity == FindingSeverity.Error && !(isPart && rule.NeedsAll))
            .SelectMany(rule => rule.Find(check));
    }

    /// <summary>The finding about an object that is not a definition; none if the rule is left out.</summary>
    internal static IEnumerable<JobFinding> Unreadable(ModelBindingException exception, JobRuleOptions options)
    {
        string start = exception.Path.Length == 0 ? "" : exception.Path + ": ";
        var problem = new DefinitionProblem(exception.Path, exception.Message.Substring(start.Length));
        return options.Includes(RuleTable.InvalidDefinition)
            ? [new JobFinding(RuleTable.InvalidDefinition, problem, jobName: null)]
            : [];
    }

    private static IReadOnlyList<JobFinding> CheckAll(
        Func<JobDefinitionReader, IReadOnlyList<JobDefinition>> read,
        JobDefinitionReaderOptions? reading,
        JobRuleOptions? options)
    {
        JobDefinitionReaderOptions lenient = (reading ?? new JobDefinitionReaderOptions()).ForRules();
        try
        {
            return [.. read(new JobDefinitionReader(lenient)).SelectMany(definition => Check(definition, options))];
        }
        catch (JobDefinitionException exception)
        {
            return options?.Includes(RuleTable.InvalidDefinition) ?? true ? [Unreadable(exception)] : [];
        }
    }

    private static IEnumerable<(JobRule Rule, DefinitionProblem Problem)> Find(
        JobSettings settings,
        JobRuleOptions options)
    {
        var check = new JobCheck(settings, options.Clock.GetUtcNow()) { AllowsUnknown = options.AllowUnknown };
        return All.Where(options.Includes).SelectMany(rule => rule.Find(check).Select(problem => (rule, problem)));
    }

    private static JobFinding Place(JobRule rule, DefinitionProblem problem, JobDefinition definition)
    {
        SourceLocation place = definition.Locate(problem.Path);
        return new JobFinding(rule, problem, definition.Settings.Name ?? definition.Key)
        {
            File = place.File,
            Line = place.Line,
            Column = place.Column,
            EditPlace = problem.Fix is null ? null
                : problem.Fix.IsKey ? place
                : definition.LocateValue(problem.Path),
        };
    }

    private static JobFinding Unreadable(JobDefinitionException exception)
    {
        SourceLocation place = exception.Location;
        // The place is a property of the finding.
        string message = exception.Problem.Substring($"{place}: ".Length);
        return new JobFinding(RuleTable.InvalidDefinition, new DefinitionProblem("", message), jobName: null)
        {
            File = place.File,
            Line = place.Line,
            Column = place.Column,
        };
    }
}
