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

    private static IEnumerable<(JobRule Rule, DefinitionProblem Problem)> Find(
        JobSettings settings,
        JobRuleOptions options)
    {
        var check = new JobCheck(settings, options.Clock.GetUtcNow()) { AllowsUnknown = options.AllowUnknown };
        return All.Where(options.Includes).SelectMany(rule => rule.Find(check).Select(problem => (rule, problem)));
    }
}
