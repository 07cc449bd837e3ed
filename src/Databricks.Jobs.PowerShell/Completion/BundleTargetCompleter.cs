using Databricks.Jobs.Definitions;

namespace Databricks.Jobs.PowerShell.Completion;

/// <summary>Completes the targets of the bundle in -Path or -LiteralPath, or else in the current location.</summary>
public sealed class BundleTargetCompleter : Completer
{
    private protected override IEnumerable<CompletionItem> Find(CompletionContext context)
    {
        object? path = context.Bound("Path") ?? context.Bound("LiteralPath");
        string given = path is IEnumerable<object> many ? $"{many.FirstOrDefault()}" : $"{path}";
        string folder = new System.Management.Automation.SessionState().Path
            .GetUnresolvedProviderPathFromPSPath(given.Length == 0 ? "." : given);
        var reader = new JobDefinitionReader(new JobDefinitionReaderOptions { YamlParser = YamlAssembly.Deferred });
        return Matching(reader.FindTargets(folder).Select(static name => new CompletionItem(name, "")), context.Word);
    }
}
