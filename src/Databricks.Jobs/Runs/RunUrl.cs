using System.Text.RegularExpressions;
using Databricks.Jobs.Models;

namespace Databricks.Jobs.Runs;

/// <summary>The URL of a run's page, in the form that opens for everyone who can view the run.</summary>
/// <remarks>
/// The service returns <c>/?o=W#job/J/run/R</c>, which opens only for workspace admins. <c>/jobs/J/runs/R?o=W</c> is
/// the same page.
/// </remarks>
public static class RunUrl
{
    private static readonly Regex s_adminUrl = new(
        "^(?<host>https?://[^/?#]+)/?(?<query>\\?[^#]*)?#job/(?<job>[0-9]+)/run/(?<run>[0-9]+)$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture);

    /// <summary>The URL of a run; null if the service did not return one.</summary>
    public static string? Of(Run run)
    {
        ArgumentChecks.NotNull(run, nameof(run));
        return ToUserUrl(run.RunPageUrl);
    }

    /// <summary>The URL of a run from a list; null if the service did not return one.</summary>
    public static string? Of(BaseRun run)
    {
        ArgumentChecks.NotNull(run, nameof(run));
        return ToUserUrl(run.RunPageUrl);
    }

    /// <summary>The URL of a task's run; null if the service did not return one.</summary>
    public static string? Of(RunTask task)
    {
        ArgumentChecks.NotNull(task, nameof(task));
        return ToUserUrl(task.RunPageUrl);
    }

    private static string? ToUserUrl(string? address) => address is null
        ? null
        : s_adminUrl.Replace(address, "${host}/jobs/${job}/runs/${run}${query}");
}
