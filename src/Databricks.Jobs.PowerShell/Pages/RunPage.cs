using Databricks.Jobs.Models;
using Databricks.Jobs.Runs;

namespace Databricks.Jobs.PowerShell.Pages;

/// <summary>The page of anything that has one.</summary>
internal static class RunPage
{
    /// <summary>The URL of the page of a run or of a task's run; null for other objects, and without a URL.</summary>
    public static string? Of(object? item) => item switch
    {
        Run run => RunUrl.Of(run),
        BaseRun run => RunUrl.Of(run),
        RunTask task => RunUrl.Of(task),
        _ => null,
    };
}
