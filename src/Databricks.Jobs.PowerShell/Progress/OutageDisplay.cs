using System.Globalization;
using System.Management.Automation;
using Databricks.Jobs.PowerShell.Formatting;
using Databricks.Jobs.Runs;

namespace Databricks.Jobs.PowerShell.Progress;

/// <summary>Shows that the service does not answer, and since when: in the progress bar at once, and in one warning when
/// it takes half a minute, for where progress is not seen.</summary>
internal sealed class OutageDisplay(Cmdlet command, Func<string, ProgressRecord> show)
{
    private static readonly TimeSpan Worrying = TimeSpan.FromSeconds(30);

    private bool _hasWarned;

    public void Show(ServiceOutage outage)
    {
        string since = outage.Since.ToLocalTime().ToString("T", CultureInfo.CurrentCulture);
        if (outage.IsOver)
        {
            command.WriteVerbose($"The service answers again, after {DisplayText.Duration(outage.Elapsed)}.");
            _hasWarned = false;
            return;
        }

        string next = $"asking again in {DisplayText.Duration(outage.RepeatsIn)}";
        command.WriteProgress(show($"no proper answer since {since}, {next}: {outage.Problem}"));
        if (!_hasWarned && outage.Elapsed + outage.RepeatsIn >= Worrying)
        {
            _hasWarned = true;
            command.WriteWarning(
                $"The service has not answered as it should since {since}: {outage.Problem} "
                + "The wait goes on for ten minutes of this; the run is not touched by it.");
        }
    }
}
