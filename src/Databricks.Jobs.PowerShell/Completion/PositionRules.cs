namespace Databricks.Jobs.PowerShell.Completion;

/// <summary>
/// Decides which parameter a word belongs to where two parameters in different sets have the same position. PowerShell
/// calls the completers of both, and puts a null entry between their results, which PSReadLine cannot read. So only one
/// of the completers returns a list; the other returns null.
/// </summary>
internal static class PositionRules
{
    /// <summary>Whether the word belongs to the parameter that is completed.</summary>
    public static bool IsFor(CompletionContext context) => (Name(context.Command), context.Parameter) switch
    {
        // With input from the pipeline, the next parameter has the first position.
        ("Start-DbxJobRun", "JobId") => !context.IsPiped || context.IsNamed("job_id"),
        ("Start-DbxJobRun", "JobParameter") => IsAfter(context, "JobId", "Parameter", "job_parameters"),
        ("Invoke-DbxRunRepair", "RunId") => !context.IsPiped || context.IsNamed("run_id"),
        ("Invoke-DbxRunRepair", "TaskKey") => IsAfter(context, "RunId", "RerunTask", "rerun_tasks"),
        // A number there is the ID of a run, and only another string is the name of a job.
        ("Get-DbxRun" or "Show-DbxRun", "JobId") => context.IsNamed("job_id"),
        _ => true,
    };

    private static bool IsAfter(CompletionContext context, string first, params string[] aliases) =>
        context.IsPiped || context.HasValueOf(first) || context.IsNamed(aliases);

    private static string Name(string command) =>
        command.Equals("Repair-DbxRun", StringComparison.OrdinalIgnoreCase) ? "Invoke-DbxRunRepair" : command;
}
