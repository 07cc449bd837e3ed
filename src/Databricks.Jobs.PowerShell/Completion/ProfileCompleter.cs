using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using Databricks.Jobs.Authentication;

namespace Databricks.Jobs.PowerShell.Completion;

/// <summary>Completes the profiles of the configuration file.</summary>
public sealed class ProfileCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName,
        string parameterName,
        string wordToComplete,
        CommandAst commandAst,
        IDictionary fakeBoundParameters)
    {
        try
        {
            return WordCompletion.Of(ProfileFile.ReadUsual(EnvironmentReader.Process)?.Names ?? [], wordToComplete);
        }
        catch (JobsException)
        {
            return [];
        }
    }
}
