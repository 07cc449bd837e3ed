using System.Text;

namespace Databricks.Jobs.Internal;

/// <summary>Removes the escape sequences of terminals, such as the colors of a traceback.</summary>
internal static class TerminalCodes
{
    private const char Escape = '\u001b';

    // A control sequence in one character (ECMA-48).
    private const char Csi = '\u009b';
    private const char Bell = '\u0007';

    // A title can be longer, but a start without an end must not remove the whole text.
    private const int MaxLength = 2048;

    /// <summary>The text without escape sequences.</summary>
    public static string Remove(string text)
    {
        int start = text.IndexOfAny([Escape, Csi]);
        if (start < 0)
        {
            return text;
        }

        var plain = new StringBuilder(text, 0, start, text.Length);
        for (int i = start; i < text.Length;)
        {
            int end = text[i] is Escape or Csi ? EndOfSequence(text, i) : i;
            if (end == i)
            {
                plain.Append(text[i++]);
            }

            i = Math.Max(i, end);
        }

        return plain.ToString();
    }

    /// <summary>The index after a sequence; its start if it is not complete.</summary>
    private static int EndOfSequence(string text, int start)
    {
        int next = start + 1;
        if (text[start] == Csi)
        {
            return EndOfControl(text, start, next);
        }

        if (next == text.Length)
        {
            return start;
        }

        return text[next] switch
        {
            '[' => EndOfControl(text, start, next + 1),
            ']' => EndOfCommand(text, start, next + 1),
            >= '0' and <= '~' => next + 1,
            _ => start,
        };
    }

    private static int EndOfControl(string text, int start, int index)
    {
        int limit = Math.Min(text.Length, index + MaxLength);
        while (index < limit && text[index] is >= ' ' and <= '?')
        {
            index++;
        }

        return index < limit && text[index] is >= '@' and <= '~' ? index + 1 : start;
    }

    // An operating system command ends with a bell or with ESC \.
    private static int EndOfCommand(string text, int start, int index)
    {
        int limit = Math.Min(text.Length, index + MaxLength);
        while (index < limit && text[index] is not (Bell or Escape))
        {
            index++;
        }

        if (index == limit)
        {
            return start;
        }

        return text[index] == Bell ? index + 1
            : index + 1 < text.Length && text[index + 1] == '\\' ? index + 2 : start;
    }
}
