using Databricks.Jobs.Models;
using Databricks.Jobs.Runs;

namespace Quickstart;

/// <summary>Writes a line for each poll of a wait.</summary>
internal sealed class ProgressLine : IProgress<RunProgress>
{
    public void Report(RunProgress value)
    {
        int ended = value.Run.Tasks?.Count(task => RunOutcome.Of(task).IsFinished) ?? 0;
        Console.WriteLine($"{value.Outcome,-10} {ended} of {value.Run.Tasks?.Count ?? 0} attempts ended");
    }
}
