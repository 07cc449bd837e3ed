using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace Databricks.Jobs.PowerShell.Completion;

/// <summary>What Tab offers for a parameter. Finding it is left to the kinds of completer; here is what they share:
/// quotes, what fits, and that a failure offers nothing and never breaks the line that the user is writing.</summary>
public abstract class Completer : IArgumentCompleter
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
            (char? quote, string word) = QuotedWord.Read(wordToComplete ?? "");
            // All of them here, where a failure is caught, and not later on the way.
            return [.. Find(word, fakeBoundParameters ?? new Hashtable())
                .Select(choice => new CompletionResult(
                    QuotedWord.Write(choice.Text, quote),
                    choice.Text,
                    CompletionResultType.ParameterValue,
                    choice.Meaning.Length == 0 ? choice.Text : choice.Meaning))];
        }
#pragma warning disable CA1031 // Whatever goes wrong, the user is in the middle of a line.
        catch (Exception)
#pragma warning restore CA1031
        {
            return [];
        }
    }

    /// <summary>Finds what fits.</summary>
    /// <param name="word">What the user has written so far, without quotes.</param>
    /// <param name="bound">The other parameters of the line, by name.</param>
    private protected abstract IEnumerable<Choice> Find(string word, IDictionary bound);

    /// <summary>Those that begin with a word, then those that have it within.</summary>
    private protected static IEnumerable<Choice> Fitting(IEnumerable<Choice> choices, string word)
    {
        Choice[] all = [.. choices.Where(choice => IndexOf(choice.Text, word) >= 0)];
        return all.Where(choice => IndexOf(choice.Text, word) == 0)
            .Concat(all.Where(choice => IndexOf(choice.Text, word) > 0));
    }

    private static int IndexOf(string text, string word) => text.IndexOf(word, StringComparison.OrdinalIgnoreCase);
}
