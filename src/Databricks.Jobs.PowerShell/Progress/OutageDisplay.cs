using System.Globalization;
using System.Management.Automation;
using Databricks.Jobs.PowerShell.Commands.Base;
using Databricks.Jobs.PowerShell.Formatting;
using Databricks.Jobs.Runs;

namespace Databricks.Jobs.PowerShell.Progress;

/// <summary>Shows an outage of the service: immediately in the progress bar, and after half a minute in one warning,
/// for users who do not see the progress bar.</summary>
internal sealed class OutageDisplay(CommandBase command, Func<string, ProgressRecord> show)
{
    private static readonly TimeSpan WarningDelay = TimeSpan.FromSeconds(30);

    private bool _hasWarned;

    public void Show(ServiceOutage outage)
    {
        string since = outage.Since.ToLocalTime().ToString("T", CultureInfo.CurrentCulture);
        if (outage.IsOver)
        {
            command.WriteVerbose($"The service responds again, after {DisplayText.Duration(outage.Elapsed)}.");
            _hasWarned = false;
            return;
        }

        string next = $"next attempt in {DisplayText.Duration(outage.RepeatsIn)}";
        command.WriteProgress(show($"no valid response since {since}, {next}: {outage.Problem}"));
        if (!_hasWarned && outage.Elapsed + outage.RepeatsIn >= WarningDelay)
        {
            _hasWarned = true;
            command.WriteWarning(
                $"The service has not returned a valid response since {since}: {outage.Problem} "
                + "Waiting continues for up to ten minutes of this; the run itself is not affected.");
        }
    }
}
