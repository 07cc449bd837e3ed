using System.Diagnostics;

namespace Databricks.Jobs.Authentication;

/// <summary>A secret string, which is shown as <c>***</c> wherever it is written or inspected.</summary>
[DebuggerDisplay("***")]
internal sealed class Secret(string value)
{
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly string _value = value;

    /// <summary>The string itself, for the code that sends it.</summary>
    public string Reveal() => _value;

    /// <summary>Whether a string can be a token: one word of visible ASCII characters, as a header allows.</summary>
    public static bool IsToken(string? text) =>
        text is { Length: > 0 } && text.All(static letter => letter is > ' ' and <= '~');

    public override string ToString() => "***";
}
