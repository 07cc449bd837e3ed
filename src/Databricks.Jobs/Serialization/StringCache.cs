using System.Runtime.InteropServices;
using System.Text.Json;

namespace Databricks.Jobs.Serialization;

/// <summary>Hands out one string for text that comes again and again in a list of runs: states, names, keys. Its size
/// is fixed, so a long list costs it nothing.</summary>
internal sealed class StringCache
{
    private const int SlotBits = 9;
    private const ulong SlotFactor = 0x9E37_79B9_7F4A_7C15;
    private const ulong EndFactor = 0xC2B2_AE3D_27D4_EB4F;
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

        ref string? slot = ref _slots[SlotOf(text)];
        if (slot is null || !IsSame(slot, text))
        {
            slot = reader.GetString()!;
        }

        return slot;
    }

    // The two ends of a text tell it from its neighbours; a hash over every byte took longer than the comparison.
    private static int SlotOf(ReadOnlySpan<byte> text)
    {
        ulong mixed = (ulong)text.Length;
        if (text.Length >= sizeof(ulong))
        {
            ulong end = MemoryMarshal.Read<ulong>(text.Slice(text.Length - sizeof(ulong)));
            mixed += MemoryMarshal.Read<ulong>(text) ^ (end * EndFactor);
        }
        else
        {
            foreach (byte value in text)
            {
                mixed = (mixed << 8) + value;
            }
        }

        return (int)((mixed * SlotFactor) >> (64 - SlotBits));
    }

    private static bool IsSame(string cached, ReadOnlySpan<byte> text)
    {
        // Text beyond ASCII never compares equal here and is read anew: rare, and right.
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
