using System.Collections;
using System.Management.Automation;
using Databricks.Jobs.Definitions;
using Databricks.Jobs.Models;
using Databricks.Jobs.PowerShell.Binding;
using Databricks.Jobs.PowerShell.Errors;

namespace Databricks.Jobs.PowerShell.Commands.Base;

/// <summary>Selects jobs by name, tags and creator. Names and values can contain wildcards.</summary>
internal sealed class JobFilter
{
    private readonly string[]? _names;
    private readonly Func<string, bool>[]? _nameTests;
    private readonly Func<string, bool>[]? _creatorTests;
    private readonly KeyValuePair<string, Func<string, bool>>[]? _tagTests;

    /// <exception cref="ModelBindingException">The value of a tag is not a simple value.</exception>
    public JobFilter(string[]? names, IDictionary? tags, string[]? creators)
    {
        _names = names;
        _nameTests = names?.Select(Test).ToArray();
        _creatorTests = creators?.Select(Test).ToArray();
        _tagTests = tags is null ? null : [.. tags.ToStringMap("Tag").Select(tag =>
            new KeyValuePair<string, Func<string, bool>>(tag.Key, Test(tag.Value)))];
    }

    /// <summary>The name, if it is the only one and has no wildcards: the service can filter by it.</summary>
    public string? OnlyName =>
        _names is [var name] && !WildcardPattern.ContainsWildcardCharacters(name)
            ? WildcardPattern.Unescape(name)
            : null;

    /// <summary>Whether there are filters that the service does not support.</summary>
    public bool IsLocal =>
        (_names is not null && OnlyName is null) || _creatorTests is not null || _tagTests is not null;

    /// <summary>A description of the filter that follows "There is no job".</summary>
    public string Description => _names is null ? "of that kind" : $"named '{string.Join("' or '", _names)}'";

    /// <summary>Creates a test for a pattern with wildcards, which is not case-sensitive. A string that equals the
    /// pattern also matches, so that names can contain brackets.</summary>
    public static Func<string, bool> Test(string pattern)
    {
        var wildcards = WildcardPattern.Get(pattern, WildcardOptions.IgnoreCase);
        return text => wildcards.IsMatch(text) || text.Equals(pattern, StringComparison.OrdinalIgnoreCase);
    }

    public bool IsNamed(BaseJob job) => Any(_nameTests, job.Settings?.Name);

    public bool Matches(BaseJob job) =>
        IsNamed(job) && Any(_creatorTests, job.CreatorUserName) && (_tagTests?.All(tag => HasTag(job, tag)) ?? true);

    /// <summary>Reports that no job has the name.</summary>
    public void ReportMissing(Cmdlet command)
    {
        if (OnlyName is { } name)
        {
            command.WriteError(ErrorRecords.From(new JobLookupException([], Description), name));
        }
    }

    private static bool Any(Func<string, bool>[]? tests, string? text) => tests?.Any(test => test(text ?? "")) ?? true;

    private static bool HasTag(BaseJob job, KeyValuePair<string, Func<string, bool>> tag) =>
        job.Settings?.Tags?.Any(own =>
            own.Key.Equals(tag.Key, StringComparison.OrdinalIgnoreCase) && tag.Value(own.Value)) == true;
}
