namespace Databricks.Jobs.Importing;

/// <summary>Whether the action of an import was carried out.</summary>
public enum JobImportStatus
{
    /// <summary>Nothing was sent yet.</summary>
    Planned,

    /// <summary>The job is as its definition says.</summary>
    Succeeded,

    /// <summary>The job is not as its definition says; <see cref="JobImportItem.Error"/> says why.</summary>
    Failed,

    /// <summary>The job was left as it is, because the caller declined the change or another one failed.</summary>
    Skipped,
}
