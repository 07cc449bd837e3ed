using System.Text.RegularExpressions;
using Databricks.Jobs.Models;

namespace Databricks.Jobs.Runs;

/// <summary>The address of a run's page, in the form that opens for everybody who may see the run.</summary>
/// <remarks>The service gives <c>/?o=W#job/J/run/R</c>, which opens for admins of the workspace only;
/// <c>/jobs/J/runs/R?o=W</c> is the same page.</remarks>
public static class RunUrl
{
    private static readonly Regex AdminUrl = new(
        "^(?<host>https?://[^/?#]+)/?(?<query>\\?[^#]*)?#job/(?<job>[0-9]+)/run/(?<run>[0-9]+)$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture);

    /// <summary>The page of a run; null if the service named none.</summary>
    public static string? Of(Run run)
    {
        ArgumentChecks.NotNull(run, nameof(run));
        return ToUserUrl(run.RunPageUrl);
    }

    /// <summary>The page of a run from a list; null if the service named none.</summary>
    public static string? Of(BaseRun run)
    {
        ArgumentChecks.NotNull(run, nameof(run));
        return ToUserUrl(run.RunPageUrl);
    }

    /// <summary>The page of a task's run; null if the service named none.</summary>
    public static string? Of(RunTask task)
    {
        ArgumentChecks.NotNull(task, nameof(task));
        return ToUserUrl(task.RunPageUrl);
    }

    private static string? ToUserUrl(string? address) => address is null
        ? null
        : AdminUrl.Replace(address, "${host}/jobs/${job}/runs/${run}${query}");
}
