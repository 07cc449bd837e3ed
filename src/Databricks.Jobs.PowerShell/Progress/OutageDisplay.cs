using System.Globalization;
using Databricks.Jobs.PowerShell.Commands.Base;
using Databricks.Jobs.PowerShell.Formatting;
using Databricks.Jobs.Runs;

namespace Databricks.Jobs.PowerShell.Progress;

/// <summary>Shows an outage of the service: immediately in the display of the wait, and after half a minute in one
/// warning, for users who do not see the display.</summary>
internal sealed class OutageDisplay(CommandBase command, WaitDisplay display)
{
    private static readonly TimeSpan s_warningDelay = TimeSpan.FromSeconds(30);

    private bool _hasWarned;

    public void Show(ServiceOutage outage)
    {
        string since = outage.Since.ToLocalTime().ToString("T", CultureInfo.CurrentCulture);
        if (outage.IsOver)
        {
            display.Runs.Outage = null;
            command.WriteVerbose($"The service responds again, after {DisplayText.Duration(outage.Elapsed)}.");
            _hasWarned = false;
            return;
        }

        string next = $"next attempt in {DisplayText.Duration(outage.RepeatsIn)}";
        display.Runs.Outage = $"no valid response since {since}, {next}: {outage.Problem}";
        display.Show();
        if (!_hasWarned && outage.Elapsed + outage.RepeatsIn >= s_warningDelay)
        {
            _hasWarned = true;
            command.WriteWarning(
                $"The service has not returned a valid response since {since}: {outage.Problem} "
                + "Waiting continues for up to ten minutes of this; the run itself is not affected.");
        }
    }
}
