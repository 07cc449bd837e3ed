namespace Databricks.Jobs.Importing;

/// <summary>What an import is going to do.</summary>
public sealed class JobImportPlan
{
    internal JobImportPlan(IReadOnlyList<JobImportItem> items) => Items = items;

    /// <summary>One item for each definition, in the order of the definitions, then one for each job to remove.
    /// </summary>
    public IReadOnlyList<JobImportItem> Items { get; }
}
