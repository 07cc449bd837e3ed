namespace Databricks.Jobs.Internal;

/// <summary>Searches and truncates strings; never between the halves of a surrogate pair.</summary>
internal static class TextExtensions
{
    /// <summary>Whether a string contains all parts, one after the other.</summary>
    public static bool ContainsInOrder(this string text, params string[] parts)
    {
        int start = 0;
        foreach (string part in parts)
        {
            int found = text.IndexOf(part, start, StringComparison.Ordinal);
            if (found < 0) return false;
            start = found + part.Length;
        }

        return true;
    }

    /// <summary>Truncates a string that is longer than a number of UTF-16 units.</summary>
    /// <param name="text">The string.</param>
    /// <param name="maxLength">How much of it is kept.</param>
    /// <param name="ending">What follows a truncated string; not counted in the length.</param>
    public static string Truncate(this string text, int maxLength, string ending = "")
    {
        if (text.Length <= maxLength) return text;
        bool splitsPair = maxLength > 0 && char.IsHighSurrogate(text[maxLength - 1]);
        return text.Substring(0, splitsPair ? maxLength - 1 : maxLength) + ending;
    }

    /// <summary>Truncates a string that has more than a number of bytes in UTF-8.</summary>
    public static string TruncateUtf8(this string text, int maxBytes)
    {
        int length = 0;
        for (int bytes = 0; length < text.Length; length++)
        {
            bytes += Utf8Length(text[length]);
            if (bytes > maxBytes) return text.Truncate(length);
        }

        return text;
    }

    /// <summary>Truncates UTF-8 at the start of a character.</summary>
    public static ReadOnlySpan<byte> TruncateUtf8(this ReadOnlySpan<byte> utf8, int maxBytes)
    {
        if (utf8.Length <= maxBytes) return utf8;
        // All bytes of a character but the first begin with the bits 10.
        while (maxBytes > 0 && (utf8[maxBytes] & 0xC0) == 0x80) maxBytes--;
        return utf8.Slice(0, maxBytes);
    }

    // Each half of a surrogate pair counts as half of its four bytes.
    private static int Utf8Length(char unit) => unit < 0x80 ? 1 : unit < 0x800 || char.IsSurrogate(unit) ? 2 : 3;
}
