using Databricks.Jobs.Serialization;

namespace Databricks.Jobs.PowerShell.Completion;

/// <summary>Completes the known values of an enumeration, with their descriptions.</summary>
/// <typeparam name="T">The enumeration.</typeparam>
public sealed class KnownValueCompleter<T> : Completer
    where T : struct, Enum
{
    private protected override IEnumerable<CompletionItem> Find(CompletionContext context) => Matching(
        KnownValues.Of(typeof(T)).Values.Zip(
            KnownValues.MeaningsOf(typeof(T)),
            (text, description) => new CompletionItem(text, description)),
        context.Word);
}
