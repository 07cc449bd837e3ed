using System.Text.Json;

namespace Databricks.Jobs.Serialization;

/// <summary>Returns the same string object for text that recurs in a list of runs: states, names, keys. Its size is
/// fixed, so a long list does not make it grow.</summary>
internal sealed class StringCache
{
    private const int SlotBits = 9;
    private const int LongestCached = 48;

    private readonly string?[] _slots = new string?[1 << SlotBits];

    public string Get(ref Utf8JsonReader reader)
    {
        ReadOnlySpan<byte> text = reader.ValueSpan;
        if (reader.ValueIsEscaped || text.Length > LongestCached)
        {
            return reader.GetString()!;
        }

        if (text.IsEmpty)
        {
            return "";
        }

        ref string? slot = ref _slots[TextHash.Of(text, SlotBits)];
        if (slot is null || !IsSame(slot, text))
        {
            slot = reader.GetString()!;
        }

        return slot;
    }

    private static bool IsSame(string cached, ReadOnlySpan<byte> text)
    {
        // Text that is not ASCII never compares equal and is read each time, which is rare and correct.
#if NET
        return System.Text.Ascii.Equals(text, cached);
#else
        if (cached.Length != text.Length)
        {
            return false;
        }

        for (int i = 0; i < text.Length; i++)
        {
            if (cached[i] != text[i] || text[i] > 127)
            {
                return false;
            }
        }

        return true;
#endif
    }
}
