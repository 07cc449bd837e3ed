using Databricks.Jobs.Models;

namespace Databricks.Jobs.PowerShell.Completion;

/// <summary>Completes the machine types that jobs already use.</summary>
public sealed class NodeTypeCompleter : Completer
{
    private protected override IEnumerable<CompletionItem> Find(CompletionContext context) => Matching(
        context.JobsWithTasks()
            .SelectMany(job => Types(job.Settings)
                .Distinct(StringComparer.Ordinal)
                .Select(type => (Type: type, Job: job)))
            .GroupBy(use => use.Type, StringComparer.Ordinal)
            .OrderByDescending(uses => uses.Count())
            .Select(uses => new CompletionItem(
                uses.Key,
                uses.Count() == 1 ? $"used by {uses.First().Job}" : $"used by {uses.Count()} jobs")),
        context.Word);

    private static IEnumerable<string> Types(JobSettings? settings) =>
        (settings?.JobClusters ?? []).Select(cluster => cluster.NewCluster)
            .Concat((settings?.Tasks ?? []).Select(task => task.NewCluster))
            .SelectMany(cluster => new[] { cluster?.NodeTypeId, cluster?.DriverNodeTypeId })
            .OfType<string>();
}
