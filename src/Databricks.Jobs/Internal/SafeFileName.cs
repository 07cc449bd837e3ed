namespace Databricks.Jobs.Internal;

/// <summary>Makes file names that are valid in all file systems, because a file that is written on one can be read on
/// another.</summary>
internal static class SafeFileName
{
    // File systems allow 255. The rest is for extensions and for suffixes that distinguish equal names.
    private const int MaxBytes = 180;

    private static readonly char[] s_invalidCharacters = ['<', '>', ':', '"', '/', '\\', '|', '?', '*'];

    // Windows opens a device instead of a file of this name, whatever its extension.
    private static readonly HashSet<string> s_devices = new(StringComparer.OrdinalIgnoreCase)
    {
        "CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$",
        "COM0", "COM1", "COM2", "COM3", "COM4", "COM5", "COM6", "COM7", "COM8", "COM9", "COM\u00B9", "COM\u00B2",
        "COM\u00B3",
        "LPT0", "LPT1", "LPT2", "LPT3", "LPT4", "LPT5", "LPT6", "LPT7", "LPT8", "LPT9", "LPT\u00B9", "LPT\u00B2",
        "LPT\u00B3",
    };

    /// <summary>A file name without extension, in which <c>_</c> replaces what is not allowed; empty if nothing of the
    /// text can be used.</summary>
    public static string Of(string text)
    {
        string safe = ScreenText.ReplaceUnsafe(text, '_');
        // A file whose name starts with a dot is hidden on some systems.
        string visible = safe.StartsWith(".", StringComparison.Ordinal) && safe.Trim('.', ' ').Length > 0
            ? "_" + safe.TrimStart('.')
            : safe;
        string name = string.Concat(visible.Select(letter => s_invalidCharacters.Contains(letter) ? '_' : letter))
            .TruncateUtf8(MaxBytes)
            .TrimEnd(' ', '.');
        // A name ends at its first dot for Windows, and spaces before it do not count.
        return s_devices.Contains(name.Split('.')[0].TrimEnd(' ')) ? "_" + name : name;
    }
}
