namespace Databricks.Jobs.PowerShell.Commands.Base;

/// <summary>The location of the help pages.</summary>
internal static class Help
{
    public const string Base =
        "https://github.com/databricks-jobs/databricks-jobs-powershell/blob/main/docs/help/";
}
