namespace Databricks.Jobs.Definitions;

/// <summary>How bad a finding is.</summary>
public enum FindingSeverity
{
    /// <summary>Advice: the job works, but something about it is unusual or missing.</summary>
    Information,

    /// <summary>The service accepts the definition, but the job does not do what was meant.</summary>
    Warning,

    /// <summary>The service rejects the definition.</summary>
    Error,
}
