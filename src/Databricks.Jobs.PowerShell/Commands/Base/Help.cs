
namespace Databricks.Jobs.PowerShell.Commands.Base;

/// <summary>Where the help pages are found online.</summary>
internal static class Help
{
    public const string Base =
        "https://github.com/databricks-jobs/databricks-jobs-powershell/blob/main/docs/help/";
}
