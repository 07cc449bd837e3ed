using Databricks.Jobs.Models;

namespace Databricks.Jobs.PowerShell.Commands.Base;

/// <summary>One side of a comparison.</summary>
/// <param name="Settings">The definition.</param>
/// <param name="IsStored">Whether the service returned the definition.</param>
/// <param name="Run">The run that recorded the definition; null for other definitions.</param>
internal sealed record ComparedJob(JobSettings Settings, bool IsStored, Run? Run = null);
