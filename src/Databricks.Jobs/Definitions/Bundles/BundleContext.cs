using System.Text.RegularExpressions;
using Databricks.Jobs.Definitions.Files;

namespace Databricks.Jobs.Definitions.Bundles;

/// <summary>What the values of a bundle can depend on, beside its files.</summary>
/// <param name="options">The options of the reader.</param>
/// <param name="file">The path of the root file; null for text.</param>
/// <param name="target">The name of the selected target.</param>
internal sealed class BundleContext(JobDefinitionReaderOptions options, string? file, string target)
{
    private readonly Lazy<VariableOverrides> _overrides = new(
        () => VariableOverrides.Load(Path.GetDirectoryName(file), target, options));

    private static readonly TimeSpan s_patternTimeout = TimeSpan.FromSeconds(1);

    public JobDefinitionReaderOptions Options { get; } = options;

    public string? Folder { get; } = Path.GetDirectoryName(file);

    public string Target { get; } = target;

    /// <summary>The values of variables that are not in the files of the bundle.</summary>
    public VariableOverrides Overrides => _overrides.Value;

    /// <summary>The same context with the IDs of jobs.</summary>
    public BundleContext WithJobIds(IReadOnlyDictionary<string, long> jobIds) =>
        new(Options.WithJobIds(jobIds), file, Target);

    /// <summary>The user who deploys the bundle.</summary>
    /// <exception cref="JobDefinitionException">It is not known.</exception>
    public string UserName(DefinitionNode usedBy) => Options.FindUserName() ?? throw usedBy.Fault(
        "the name of the user is needed here, and is not known.",
        $"Specify it: {Options.Advice.UserName}.");

    /// <summary>The part of the user name before the at sign, without special characters.</summary>
    public string ShortName(DefinitionNode usedBy)
    {
        string local = UserName(usedBy).Split('@')[0].ToLowerInvariant();
        return Regex.Replace(local, @"[^\p{L}\p{Nd}]+", "_", RegexOptions.CultureInvariant, s_patternTimeout).Trim('_');
    }
}
