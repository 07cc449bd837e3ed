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
    private readonly NameTest[]? _names;
    private readonly Func<string, bool>[]? _creatorTests;
    private readonly KeyValuePair<string, Func<string, bool>>[]? _tagTests;

    /// <exception cref="ModelBindingException">The value of a tag is not a simple value.</exception>
    public JobFilter(string[]? names, IDictionary? tags = null, string[]? creators = null)
    {
        _names = names?.Select(static name => new NameTest(name)).ToArray();
        _creatorTests = creators?.Select(Test).ToArray();
        _tagTests = tags is null ? null : [.. tags.ToStringMap("Tag").Select(tag =>
            new KeyValuePair<string, Func<string, bool>>(tag.Key, Test(tag.Value)))];
    }

    /// <summary>The name, if it is the only one and has no wildcards: the service can filter by it.</summary>
    public string? OnlyName => _names is [{ Exact: var name }] ? name : null;

    /// <summary>Whether there are filters that the service does not support.</summary>
    public bool IsLocal =>
        (_names is not null && OnlyName is null) || _creatorTests is not null || _tagTests is not null;

    /// <summary>A description of the filter that follows "There is no job".</summary>
    public string Description => _names is null
        ? "of that kind"
        : $"named '{string.Join("' or '", _names.Select(static name => name.Exact ?? name.Pattern))}'";

    /// <summary>Creates the filter of a command; a failure becomes a non-terminating error.</summary>
    /// <param name="command">The command.</param>
    /// <param name="jobs">Names at the first position; null if there are none.</param>
    /// <param name="names">The names in -Name.</param>
    /// <param name="tags">The tags.</param>
    /// <param name="creators">The creators.</param>
    /// <param name="filter">The filter.</param>
    /// <returns>Whether the parameters are valid.</returns>
    public static bool TryCreate(
        Cmdlet command,
        JobIdentity[]? jobs,
        string[]? names,
        IDictionary? tags,
        string[]? creators,
        out JobFilter filter)
    {
        JobFilter? created = null;
        filter = null!;
        if (jobs is not null && (names is not null || jobs.Any(static job => job.Id is not null)))
        {
            command.WriteError(ErrorRecords.Create(
                "JobTwice",
                ErrorCategory.InvalidArgument,
                names is null
                    ? "The ID of a job cannot be combined with filters such as -Tag."
                    : "-JobId cannot be combined with -Name.",
                names is null ? "Use only IDs or only filters." : "Put all names into -Name.",
                jobs));
            return false;
        }

        string[]? all = jobs?.Select(PatternOf).ToArray() ?? names;
        if (!ErrorRecords.TryCheck(command, () => created = new JobFilter(all, tags, creators), tags))
        {
            return false;
        }

        filter = created!;
        return true;
    }

    /// <summary>Creates a test for a pattern with wildcards, which is not case-sensitive. A string that equals the
    /// pattern also matches, so that names can contain brackets.</summary>
    public static Func<string, bool> Test(string pattern)
    {
        var wildcards = WildcardPattern.Get(pattern, WildcardOptions.IgnoreCase);
        return text => wildcards.IsMatch(text) || text.Equals(pattern, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Tests a job of the list. Each job must be tested, because names that no job has are reported.</summary>
    public bool Matches(BaseJob job) => IsNamed(job)
        && (_creatorTests?.Any(test => test(job.CreatorUserName ?? "")) ?? true)
        && (_tagTests?.All(tag => HasTag(job, tag)) ?? true);

    /// <summary>Reports each name without wildcards that no tested job has.</summary>
    public void ReportMissing(Cmdlet command)
    {
        foreach (string name in (_names ?? []).Where(static name => !name.IsFound).Select(static name => name.Exact)
            .OfType<string>())
        {
            command.WriteError(ErrorRecords.From(new JobNotFoundException($"named '{name}'"), name));
        }
    }

    private static string PatternOf(JobIdentity job) =>
        job.HasWildcards ? job.Name! : WildcardPattern.Escape(job.Name!);

    // All names are tested, also after the first that matches.
    private bool IsNamed(BaseJob job) =>
        _names is null
        || _names.Aggregate(false, (isNamed, name) => name.Matches(job.Settings?.Name ?? "") || isNamed);

    private static bool HasTag(BaseJob job, KeyValuePair<string, Func<string, bool>> tag) =>
        job.Settings?.Tags?.Any(own =>
            own.Key.Equals(tag.Key, StringComparison.OrdinalIgnoreCase) && tag.Value(own.Value)) == true;

    private sealed class NameTest(string pattern)
    {
        private readonly Func<string, bool> _test = Test(pattern);

        public string Pattern { get; } = pattern;

        /// <summary>The name; null if it has wildcards.</summary>
        public string? Exact { get; } = WildcardPattern.ContainsWildcardCharacters(pattern)
            ? null
            : WildcardPattern.Unescape(pattern);

        public bool IsFound { get; private set; }

        public bool Matches(string name)
        {
            bool isMatch = _test(name);
            IsFound |= isMatch;
            return isMatch;
        }
    }
}
