using System.Management.Automation;
using Databricks.Jobs.Definitions;

namespace Databricks.Jobs.PowerShell.Completion;

/// <summary>Completes the targets of the bundle that the line names, or else of the one in the current location.
/// </summary>
public sealed class BundleTargetCompleter : Completer
{
    private static readonly string[] s_parameters = ["Path", "LiteralPath", "ReferenceObject", "DifferenceObject"];

    private protected override IEnumerable<CompletionItem> Find(CompletionContext context)
    {
        string[] given = [.. s_parameters.Select(name => PathOf(context.Bound(name))).OfType<string>()];
        var reader = new JobDefinitionReader(new JobDefinitionReaderOptions { YamlParser = YamlAssembly.Deferred });
        PathIntrinsics paths = new SessionState().Path;
        return Matching(
            (given.Length == 0 ? ["."] : given)
                .Select(paths.GetUnresolvedProviderPathFromPSPath)
                .Where(static path => File.Exists(path) || Directory.Exists(path))
                .SelectMany(reader.FindTargets)
                .Distinct(StringComparer.Ordinal)
                .Select(static name => new CompletionItem(name, "")),
            context.Word);
    }

    private static string? PathOf(object? value) =>
        (value is IEnumerable<object> many ? many.FirstOrDefault() : value) as string;
}
