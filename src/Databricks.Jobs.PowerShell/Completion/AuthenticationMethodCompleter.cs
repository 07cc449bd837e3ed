using Databricks.Jobs.Authentication;

namespace Databricks.Jobs.PowerShell.Completion;

/// <summary>Completes authentication methods, in the order in which they are tried.</summary>
public sealed class AuthenticationMethodCompleter : Completer
{
    private protected override IEnumerable<CompletionItem> Find(CompletionContext context) =>
        Matching(CredentialsMethod.All.Select(static method => new CompletionItem(method.Name, "")), context.Word);
}
