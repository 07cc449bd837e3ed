using Databricks.Jobs.Models;

namespace Databricks.Jobs.LocalWorkspace.Engine;

/// <summary>How far a for-each task has come.</summary>
internal static class LoopStats
{
    public static ForEachStats Of(TaskAttempt attempt)
    {
        var ended = attempt.Iterations.Where(node => node.IsDone).Select(node => node.Current.Ending!).ToList();
        var failed = ended.Where(ending => !ending.Succeeded).ToList();
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
                : [.. failed.GroupBy(ending => ending.Message).Select(group => new ForEachTaskErrorMessageStats
                {
                    Count = group.Count(),
                    ErrorMessage = group.Key,
                    TerminationCategory = group.First().Code,
                })],
        };
    }
}
