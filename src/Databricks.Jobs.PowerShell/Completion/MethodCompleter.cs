using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using Databricks.Jobs.Authentication;

namespace Databricks.Jobs.PowerShell.Completion;

/// <summary>Completes the methods of authentication.</summary>
public sealed class MethodCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName,
        string parameterName,
        string wordToComplete,
        CommandAst commandAst,
        IDictionary fakeBoundParameters) =>
        WordCompletion.Of(CredentialsMethod.All.Select(static method => method.Name), wordToComplete);
}
