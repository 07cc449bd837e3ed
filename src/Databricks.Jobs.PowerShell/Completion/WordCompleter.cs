using Databricks.Jobs.Serialization;

namespace Databricks.Jobs.PowerShell.Completion;

/// <summary>Offers the words of an enumeration with what they mean.</summary>
/// <typeparam name="T">The enumeration.</typeparam>
public sealed class WordCompleter<T> : Completer
    where T : struct, Enum
{
    private protected override IEnumerable<Choice> Find(Line line) => Fitting(
        WordSets.Of(typeof(T)).Words.Zip(WordSets.MeaningsOf(typeof(T)), (text, meaning) => new Choice(text, meaning)),
        line.Word);
}
