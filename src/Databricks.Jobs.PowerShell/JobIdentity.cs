using Databricks.Jobs.Models;

namespace Databricks.Jobs.PowerShell;

/// <summary>What identifies a job on a command line: its ID, or its exact name. It cannot be changed.</summary>
public sealed class JobIdentity
{
    internal JobIdentity(long id, object? source = null)
    {
        Id = id;
        Source = source;
        Name = (source as Job)?.Settings?.Name ?? (source as BaseJob)?.Settings?.Name;
    }

    internal JobIdentity(string name) => Name = name;

    /// <summary>The ID; null if the job is identified by its name.</summary>
    public long? Id { get; }

    /// <summary>The name; null if only the ID is known.</summary>
    public string? Name { get; }

    /// <summary>The object that the ID was taken from, such as a job or a run; null for an ID or a name.</summary>
    internal object? Source { get; }

    // Brackets do not count as wildcards here: '[dev ada] nightly' is a usual name.
    /// <summary>Whether the name has wildcards, and can therefore be meant for several jobs.</summary>
    internal bool HasWildcards => Id is null && Name!.IndexOfAny(['*', '?']) >= 0;

    /// <summary>The target object of errors about the job.</summary>
    internal object Target => Id is { } id ? id : Name!;

    /// <summary>Returns the ID, or the name if there is no ID.</summary>
    public override string ToString() => $"{Target}";
}
