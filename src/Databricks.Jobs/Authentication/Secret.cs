using System.Diagnostics;

namespace Databricks.Jobs.Authentication;

/// <summary>A word that must not be seen: it shows itself as <c>***</c> wherever it is written or inspected.</summary>
[DebuggerDisplay("***")]
internal sealed class Secret(string value)
{
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly string _value = value;

    /// <summary>The word itself, for the one place that sends it.</summary>
    public string Reveal() => _value;

    /// <summary>Whether a text can be a token: one word of plain letters, as a header can carry it.</summary>
    public static bool IsToken(string? text) => text is { Length: > 0 } && text.All(static letter => letter is > ' ' and <= '~');

    public override string ToString() => "***";
}
