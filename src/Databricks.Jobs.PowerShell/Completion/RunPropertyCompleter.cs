using System.Management.Automation;
using Databricks.Jobs.Models;

namespace Databricks.Jobs.PowerShell.Completion;

/// <summary>Completes the properties of runs.</summary>
public sealed class RunPropertyCompleter : Completer
{
    private protected override IEnumerable<CompletionItem> Find(CompletionContext context) => Matching(
        new PSObject(new Run()).Properties
            .Where(static property => char.IsLetter(property.Name, 0) && property.Name.All(char.IsLetterOrDigit))
            .Select(static property => new CompletionItem(property.Name, "")),
        context.Word);
}
