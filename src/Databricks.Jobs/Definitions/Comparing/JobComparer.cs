using Databricks.Jobs.Models;

namespace Databricks.Jobs.Definitions;

/// <summary>Compares definitions of jobs by their meaning.</summary>
/// <remarks>
/// Items of lists are matched by their keys, such as the task key. An order that has no meaning is ignored, such as
/// that of tasks and email addresses; the order of parameters of a script is compared. A value that the service uses by
/// default is equal to none. Values that only the service sets are ignored.
/// </remarks>
public static class JobComparer
{
    /// <summary>Finds the differences between two definitions; none if they have the same meaning. Permissions that
    /// the definitions have as access_control_list are compared too.</summary>
    /// <param name="left">The first definition.</param>
    /// <param name="right">The second definition.</param>
    /// <param name="options">How to compare; null for the defaults.</param>
    /// <exception cref="ArgumentNullException">A definition is null.</exception>
    public static IReadOnlyList<JobDifference> Compare(
        JobSettings left,
        JobSettings right,
        JobComparisonOptions? options = null)
    {
        ArgumentChecks.NotNull(left, nameof(left));
        ArgumentChecks.NotNull(right, nameof(right));
        return left.HasAdditionalProperties || right.HasAdditionalProperties
            ? Compare(left.ToCreateJob(), right.ToCreateJob(), options)
            : Find(left, left.Name, left.GitSource, right, right.Name, right.GitSource, options);
    }

    /// <summary>Finds the differences between two requests that create a job; none if they have the same
    /// meaning.</summary>
    /// <param name="left">The first request.</param>
    /// <param name="right">The second request.</param>
    /// <param name="options">How to compare; null for the defaults.</param>
    /// <exception cref="ArgumentNullException">A request is null.</exception>
    public static IReadOnlyList<JobDifference> Compare(
        CreateJob left,
        CreateJob right,
        JobComparisonOptions? options = null)
    {
        ArgumentChecks.NotNull(left, nameof(left));
        ArgumentChecks.NotNull(right, nameof(right));
        return Find(left, left.Name, left.GitSource, right, right.Name, right.GitSource, options);
    }

    private static List<JobDifference> Find(
        JobsModel left,
        string? leftName,
        GitSource? leftGit,
        JobsModel right,
        string? rightName,
        GitSource? rightGit,
        JobComparisonOptions? options)
    {
        options ??= new JobComparisonOptions();
        var finder = new DifferenceFinder(
            leftName ?? rightName,
            new ServiceDefaults(leftGit is not null, options.LeftFromService),
            new ServiceDefaults(rightGit is not null, options.RightFromService));
        finder.Compare(left, right, left.Shape, DifferencePath.Root);
        return finder.Differences;
    }
}
