using Databricks.Jobs.Models;

namespace Databricks.Jobs.PowerShell.Commands.Base;

/// <summary>A job that a command line identified.</summary>
/// <param name="Id">The ID.</param>
/// <param name="Name">The name; null if the command line has only the ID.</param>
/// <param name="Source">The object that the ID was taken from; null if the command line has only the ID or the name.
/// </param>
internal readonly record struct JobReference(long Id, string? Name, object? Source = null)
{
    /// <summary>Returns text such as <c>nightly (job 123)</c> or <c>Job 123</c>, at the start of a sentence.</summary>
    public override string ToString() => Name is null ? $"Job {Id}" : Phrase.Numbered(Name, "job", Id)!;
}
