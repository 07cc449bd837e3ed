namespace Databricks.Jobs.Definitions;

/// <summary>How <see cref="JobDefinitionReader"/> reads definitions.</summary>
public sealed class JobDefinitionReaderOptions
{
    /// <summary>Parses YAML; null if YAML is not expected. The package Databricks.Jobs.Yaml has a parser.</summary>
    public YamlParser? YamlParser { get; set; }

    /// <summary>The target of a bundle; null for its default target.</summary>
    public string? Target { get; set; }

    /// <summary>Values for variables of a bundle, which take precedence over those in its files. A value is text, a
    /// number, true or false, or for a complex variable a dictionary or list of them.</summary>
    public IDictionary<string, object?>? Variables { get; set; }

    /// <summary>The workspace folder that has the files of a bundle: <c>/Workspace/...</c>. It replaces the folder of
    /// the bundle in relative paths of notebooks and files; if it is null, such a path is an error.</summary>
    public string? FilesRoot { get; set; }

    /// <summary>The name of the user who deploys a bundle, for <c>${workspace.current_user...}</c> and the mode
    /// development; null if it is not known.</summary>
    public string? UserName { get; set; }

    /// <summary>Whether references to the IDs of other jobs of a bundle are kept in
    /// <see cref="JobDefinition.JobReferences"/>, instead of being errors.</summary>
    public bool KeepJobReferences { get; set; }

    /// <summary>Whether fields that this version does not know are kept, instead of being errors.</summary>
    public bool AllowUnknownFields { get; set; }

    /// <summary>Whether settings in the single-task format of API 2.0 are converted.</summary>
    public bool ConvertSingleTask { get; set; }

    /// <summary>Whether values that are not known values of an enumeration are kept, instead of being errors.</summary>
    internal bool KeepUnknownValues { get; private set; }

    // Finds the user only if a bundle needs it.
    internal Func<string?>? UserNameSource { get; set; }

    // The module replaces this with the names of its parameters.
    internal DefinitionAdvice Advice { get; set; } = new();

    internal string? FindUserName() => UserName ??= UserNameSource?.Invoke();

    /// <summary>The same options with the IDs of jobs of a bundle.</summary>
    internal JobDefinitionReaderOptions WithJobIds(IReadOnlyDictionary<string, long> jobIds)
    {
        var copy = (JobDefinitionReaderOptions)MemberwiseClone();
        copy.Variables = new Dictionary<string, object?>(Variables ?? new Dictionary<string, object?>());
        foreach (KeyValuePair<string, long> job in jobIds)
        {
            copy.Variables[$"resources.jobs.{job.Key}.id"] = job.Value;
        }

        return copy;
    }

    /// <summary>The same options for a reader that leaves unknown fields and values to the rules. Nothing is sent, so
    /// that the files of a bundle can be anywhere.</summary>
    internal JobDefinitionReaderOptions ForRules()
    {
        var copy = (JobDefinitionReaderOptions)MemberwiseClone();
        copy.AllowUnknownFields = true;
        copy.KeepUnknownValues = true;
        copy.KeepJobReferences = true;
        copy.FilesRoot ??= "/Workspace/Shared";
        copy.UserName ??= UserNameSource is null ? "user@example.com" : null;
        return copy;
    }
}
