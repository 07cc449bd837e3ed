using Databricks.Jobs.Serialization;

namespace Databricks.Jobs.PowerShell.Completion;

/// <summary>Completes the known values of an enumeration, with their descriptions.</summary>
/// <typeparam name="T">The enumeration.</typeparam>
public sealed class KnownValueCompleter<T> : Completer
    where T : struct, Enum
{
    private protected override IEnumerable<CompletionItem> Find(CompletionContext context) => Matching(
        WordSets.Of(typeof(T)).Words.Zip(
            WordSets.MeaningsOf(typeof(T)),
            (text, description) => new CompletionItem(text, description)),
        context.Word);
}
