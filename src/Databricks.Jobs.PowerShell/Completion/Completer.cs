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
            var line = new Line(commandName, parameterName, word, commandAst, fakeBoundParameters ?? new Hashtable());
            // All of them here, where a failure is caught, and not later on the way.
            return [.. Find(line).Select(choice => ToResult(choice, quote))];
        }
#pragma warning disable CA1031 // Whatever goes wrong, the user is in the middle of a line.
        catch (Exception)
#pragma warning restore CA1031
        {
            return [];
        }
    }

    /// <summary>Finds what fits.</summary>
    private protected abstract IEnumerable<Choice> Find(Line line);

    /// <summary>Those that begin with a word, then those that have it within. The word may have wildcards.</summary>
    private protected static IEnumerable<Choice> Fitting(IEnumerable<Choice> choices, string word)
    {
        // A word with wildcards begins where it fits.
        Func<string, int> find = WildcardPattern.ContainsWildcardCharacters(word)
            ? Find(WildcardPattern.Get(word.TrimEnd('*') + "*", WildcardOptions.IgnoreCase))
            : text => text.IndexOf(word, StringComparison.OrdinalIgnoreCase);
        var first = new List<Choice>();
        var then = new List<Choice>();
        foreach (Choice choice in choices)
        {
            int place = find(choice.Text);
            if (place == 0)
            {
                first.Add(choice);
            }
            else if (place > 0 || find(choice.Label) >= 0)
            {
                then.Add(choice);
            }
        }

        return first.Concat(then);
    }

    private static Func<string, int> Find(WildcardPattern pattern) => text => pattern.IsMatch(text) ? 0 : -1;

    private static CompletionResult ToResult(Choice choice, char? quote) => new(
        choice.IsCode ? choice.Text : QuotedWord.Write(choice.Text, quote),
        choice.Label,
        CompletionResultType.ParameterValue,
        choice.Meaning.Length == 0 ? choice.Label : choice.Meaning);
}
