using Databricks.Jobs.PowerShell.Connections;

namespace Databricks.Jobs.PowerShell.Completion;

/// <summary>Completes the open connections of this runspace and the profiles of the configuration file.</summary>
public sealed class WorkspaceCompleter : Completer
{
    private protected override IEnumerable<CompletionItem> Find(CompletionContext context)
    {
        CompletionItem[] open =
        [
            .. ConnectionStore.Open.Select(static one => new CompletionItem(one.Profile ?? $"{one}", $"{one}")),
        ];
        return Matching(open, context.Word).Concat(
            ProfileCompleter.Profiles(context.Word).Where(item => !open.Any(other => other.Text == item.Text)));
    }
}
