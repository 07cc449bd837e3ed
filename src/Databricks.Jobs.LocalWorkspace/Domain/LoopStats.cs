using Databricks.Jobs.Models;

namespace Databricks.Jobs.LocalWorkspace.Domain;

/// <summary>The progress of a for-each task.</summary>
internal static class LoopStats
{
    public static ForEachStats Of(TaskAttempt attempt)
    {
        List<Termination> ended =
            [.. attempt.Iterations.Where(node => node.IsDone).Select(node => node.Current.Termination!)];
        var failed = ended.Where(termination => !termination.Succeeded).ToList();
        return new ForEachStats
        {
            TaskRunStats = new ForEachTaskTaskRunStats
            {
                TotalIterations = attempt.Inputs.Count,
                ScheduledIterations = attempt.Iterations.Count,
                ActiveIterations = attempt.Iterations.Count - ended.Count,
                CompletedIterations = ended.Count,
                SucceededIterations = ended.Count - failed.Count,
                FailedIterations = failed.Count,
            },
            ErrorMessageStats = failed.Count == 0
                ? null
                : [.. failed.GroupBy(one => one.Message).Select(group => new ForEachTaskErrorMessageStats
                {
                    Count = group.Count(),
                    ErrorMessage = group.Key,
                    TerminationCategory = group.First().Code,
                })],
        };
    }
}
