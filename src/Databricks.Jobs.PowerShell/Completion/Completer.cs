using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace Databricks.Jobs.PowerShell.Completion;

/// <summary>The base of all completers: handles quotes and matching. A failure results in no completions and never
/// disturbs the line that the user is typing.</summary>
public abstract class Completer : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult>? CompleteArgument(
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
            if (!PositionRules.IsFor(context))
            {
                return null;
            }

            // Evaluated here, so that all exceptions are caught.
            return Find(context) is { } items ? [.. items.Select(item => ToResult(item, quote))] : null!;
        }
#pragma warning disable CA1031 // No failure may disturb the line that the user is typing.
        catch (Exception)
#pragma warning restore CA1031
        {
            return [];
        }
    }

    /// <summary>Finds the completions.</summary>
    /// <returns>The completions; null where those of another parameter apply. PowerShell adds an entry of null to the
    /// results for each parameter of a position whose completer returns a list, and PSReadLine fails on it.</returns>
    private protected abstract IEnumerable<CompletionItem>? Find(CompletionContext context);

    /// <summary>The items that start with a word, then those that contain it. The word can contain wildcards.</summary>
    private protected static IEnumerable<CompletionItem> Matching(IEnumerable<CompletionItem> items, string word)
    {
        // A pattern that matches counts as a match at the start.
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
        ScreenText.Line(item.Label),
        CompletionResultType.ParameterValue,
        ScreenText.Line(item.Description.Length == 0 ? item.Label : item.Description));
}
