namespace Databricks.Jobs.PowerShell.Binding;

/// <summary>
/// A value that is not an ID. PowerShell first tries the other parameters at the same position, and then shows the
/// message of the conversion that failed.
/// </summary>
internal sealed class NotAnId(string text, string message)
{
    private readonly string _text = text;
    private readonly string _message = message;

    /// <summary>Fails with the message.</summary>
    public static explicit operator long(NotAnId value) => throw new FormatException(value._message);

    /// <summary>Returns the value.</summary>
    public override string ToString() => _text;
}
