using Databricks.Jobs.Runs.Failures;

namespace Databricks.Jobs.PowerShell.Errors;

/// <summary>The command that repairs a failed run.</summary>
internal static class RepairCommand
{
    /// <summary>The command to type after the cause was corrected; null if a repair cannot help.</summary>
    /// <param name="failure">Why the run failed.</param>
    /// <param name="workspaceArgument">What a command needs to use the same workspace; empty for the connected one.
    /// </param>
    public static string? For(RunFailure failure, string workspaceArgument) => failure.IsRepairable
        ? $"Invoke-DbxRunRepair {failure.Run.RunId} -Wait{workspaceArgument}"
        : null;
}
