using Databricks.Jobs.Authentication;

namespace Databricks.Jobs.PowerShell.Completion;

/// <summary>Offers the methods of authentication, in the order in which they are tried.</summary>
public sealed class MethodCompleter : Completer
{
    private protected override IEnumerable<Choice> Find(Line line) =>
        Fitting(CredentialsMethod.All.Select(static method => new Choice(method.Name, "")), line.Word);
}
