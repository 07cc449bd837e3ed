namespace Databricks.Jobs.Importing;

/// <summary>What an import does with a job.</summary>
public enum JobImportAction
{
    /// <summary>The workspace has no such job, so it is created.</summary>
    Create,

    /// <summary>The job differs from its definition, so its settings or permissions are replaced.</summary>
    Update,

    /// <summary>The job agrees with its definition, so nothing is sent.</summary>
    Unchanged,

    /// <summary>No definition is for the job, so it is deleted.</summary>
    Remove,
}
