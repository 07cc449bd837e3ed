using Databricks.Jobs.Models;

namespace Databricks.Jobs.PowerShell.Commands.Base;

/// <summary>A run that a command line identified.</summary>
/// <param name="Id">The ID.</param>
/// <param name="Source">The object that the ID was taken from; null if the command line has only the ID.</param>
internal readonly record struct RunReference(long Id, object? Source)
{
    private string? Name => Source switch
    {
        Run run => run.RunName,
        BaseRun run => run.RunName,
        RunTask task => task.TaskKey,
        _ => null,
    };

    /// <summary>Returns text such as <c>nightly (run 123)</c> or <c>Run 123</c>, at the start of a sentence.</summary>
    public override string ToString() =>
        string.IsNullOrWhiteSpace(Name) ? $"Run {Id}" : Phrase.Numbered(Name, "run", Id)!;
}
