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
            var context = new CompletionContext(
                commandName, parameterName, word, commandAst, fakeBoundParameters ?? new Hashtable());
            // All of them here, where a failure is caught, and not later on the way.
            return [.. Find(context).Select(item => ToResult(item, quote))];
        }
#pragma warning disable CA1031 // Whatever goes wrong, the user is in the middle of a line.
        catch (Exception)
#pragma warning restore CA1031
        {
            return [];
        }
    }

    /// <summary>Finds what fits.</summary>
    private protected abstract IEnumerable<CompletionItem> Find(CompletionContext context);

    /// <summary>Those that begin with a word, then those that have it within. The word may have wildcards.</summary>
    private protected static IEnumerable<CompletionItem> Matching(IEnumerable<CompletionItem> items, string word)
    {
        // A word with wildcards begins where it fits.
        Func<string, int> find = WildcardPattern.ContainsWildcardCharacters(word)
            ? Find(WildcardPattern.Get(word.TrimEnd('*') + "*", WildcardOptions.IgnoreCase))
            : text => text.IndexOf(word, StringComparison.OrdinalIgnoreCase);
        var first = new List<CompletionItem>();
        var then = new List<CompletionItem>();
        foreach (CompletionItem item in items)
        {
            int place = find(item.Text);
            if (place == 0)
            {
                first.Add(item);
            }
            else if (place > 0 || find(item.Label) >= 0)
            {
                then.Add(item);
            }
        }

        return first.Concat(then);
    }

    private static Func<string, int> Find(WildcardPattern pattern) => text => pattern.IsMatch(text) ? 0 : -1;

    private static CompletionResult ToResult(CompletionItem item, char? quote) => new(
        item.IsCode ? item.Text : QuotedWord.Write(item.Text, quote),
        item.Label,
        CompletionResultType.ParameterValue,
        item.Description.Length == 0 ? item.Label : item.Description);
}
