using System.Management.Automation.Language;

namespace Databricks.Jobs.PowerShell.Completion;

/// <summary>Completes the keys of the tasks that the same line or script defines.</summary>
public sealed class DependencyCompleter : Completer
{
    private protected override IEnumerable<CompletionItem> Find(CompletionContext context) => Matching(
        Others(context.Ast)
            .Select(command => StaticParameterBinder.BindCommand(command, resolve: true).BoundParameters)
            .Select(bound => bound.TryGetValue("TaskKey", out ParameterBindingResult? key) ? key.ConstantValue : null)
            .OfType<string>()
            .Distinct(StringComparer.Ordinal)
            .Select(key => new CompletionItem(key, "")),
        context.Word);

    private static IEnumerable<CommandAst> Others(CommandAst? ast)
    {
        Ast? root = ast;
        while (root?.Parent is { } parent)
        {
            root = parent;
        }

        return root?.FindAll(node => node is CommandAst, searchNestedScriptBlocks: true)
            .Cast<CommandAst>()
            .Where(command => !ReferenceEquals(command, ast) && IsTask(command)) ?? [];
    }

    private static bool IsTask(CommandAst command) =>
        "New-DbxTask".Equals(command.GetCommandName(), StringComparison.OrdinalIgnoreCase);
}
