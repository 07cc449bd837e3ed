namespace Databricks.Jobs.Models;

public sealed partial class BaseRun
{
    private protected override string? Describe() => RunText.Of(RunId, JobId, RunName, Status, State);
}

public sealed partial class Run
{
    private protected override string? Describe() => RunText.Of(RunId, JobId, RunName, Status, State);
}

public sealed partial class RunTask
{
    private protected override string? Describe() =>
        Phrase.Join(": ", Phrase.With(TaskKey, Attempt()), RunOutcome.Describe(Status, State));

    // The service counts attempts from 0.
    private string? Attempt() => Phrase.Join(
        ", ",
        RunId is null ? null : $"run {RunId}",
        AttemptNumber is null ? null : $"attempt {AttemptNumber + 1}");
}

public sealed partial class RunState
{
    /// <summary>Whether a value has the same text as this state, such as FAILED. PowerShell compares, groups and
    /// filters by this.</summary>
    /// <param name="obj">A state, or the text of one in any case.</param>
    public override bool Equals(object? obj) =>
        obj is RunState or string && StringComparer.OrdinalIgnoreCase.Equals(ToString(), obj.ToString());

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(ToString());

    private protected override string? Describe() => RunOutcome.TextOf(status: null, this);
}

public sealed partial class RunStatus
{
    private protected override string? Describe() => RunOutcome.Describe(this, state: null);
}

public sealed partial class RepairHistoryItem
{
    private protected override string? Describe() => Phrase.Join(
        ": ",
        Phrase.Join(" ", Type, Id?.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        RunOutcome.Describe(Status, State));
}

public sealed partial class TerminationDetails
{
    private protected override string? Describe() =>
        Phrase.Join(" - ", Phrase.With(Code, Type == Code ? null : Type), Phrase.Line(Message));
}

/// <summary>The description of a run, such as <c>Run 5 of job 7 (nightly): FAILED</c>.</summary>
internal static class RunText
{
    public static string? Of(long? runId, long? jobId, string? name, RunStatus? status, RunState? state) =>
        runId is null ? null : Phrase.Join(
            ": ",
            Phrase.With($"Run {runId}{(jobId is > 0 ? $" of job {jobId}" : "")}", Phrase.Line(name)),
            RunOutcome.Describe(status, state));
}
