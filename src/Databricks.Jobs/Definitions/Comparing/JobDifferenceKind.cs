namespace Databricks.Jobs.Definitions;

/// <summary>How a value differs between two definitions.</summary>
public enum JobDifferenceKind
{
    /// <summary>Only the second definition has the value.</summary>
    Added,

    /// <summary>Only the first definition has the value.</summary>
    Removed,

    /// <summary>Both definitions have a value, and the values are different.</summary>
    Changed,
}
