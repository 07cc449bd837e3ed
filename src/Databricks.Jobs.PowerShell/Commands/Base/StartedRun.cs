using Databricks.Jobs.Models;

namespace Databricks.Jobs.PowerShell.Commands.Base;

/// <summary>What a command knows of a run that it started, before it has read the run.</summary>
internal sealed record StartedRun(long RunId)
{
    /// <summary>The ID of the job; null for a run without a job.</summary>
    public long? JobId { get; init; }

    /// <summary>The name of a run without a job; null for that of the service.</summary>
    public string? Name { get; init; }

    /// <summary>The idempotency token of the start request; null for a repair.</summary>
    public string? IdempotencyToken { get; init; }

    /// <summary>The ID of the repair; null for a run that was not repaired.</summary>
    public long? RepairId { get; init; }

    /// <summary>The run with what is known of it.</summary>
    public Run ToRun() => new() { RunId = RunId, JobId = JobId, RunName = Name };

    /// <summary>Text such as <c>Run 5 was started (idempotency token a-b-c)</c>.</summary>
    public override string ToString() => RepairId is { } repairId
        ? $"Repair {repairId} of run {RunId} was started"
        : $"Run {RunId} was started" + (IdempotencyToken is null ? "" : $" (idempotency token {IdempotencyToken})");
}
