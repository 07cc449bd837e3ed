using System.Runtime.InteropServices;

namespace Databricks.Jobs.Serialization;

/// <summary>Hashes short UTF-8 text to a number of bits.</summary>
internal static class TextHash
{
    private const ulong EndFactor = 0xC2B2_AE3D_27D4_EB4F;
    private const ulong SlotFactor = 0x9E37_79B9_7F4A_7C15;

    // The two ends are enough to distinguish field names; a hash of all bytes took longer than the comparison.
    public static int Of(ReadOnlySpan<byte> text, int bits)
    {
        ulong mixed = (ulong)text.Length;
        if (text.Length >= sizeof(ulong))
        {
            ulong end = MemoryMarshal.Read<ulong>(text.Slice(text.Length - sizeof(ulong)));
            mixed += MemoryMarshal.Read<ulong>(text) ^ (end * EndFactor);
        }
        else if (text.Length >= sizeof(uint))
        {
            ulong end = MemoryMarshal.Read<uint>(text.Slice(text.Length - sizeof(uint)));
            mixed += MemoryMarshal.Read<uint>(text) ^ (end * EndFactor);
        }
        else
        {
            foreach (byte value in text)
            {
                mixed = (mixed << 8) + value;
            }
        }

        return (int)((mixed * SlotFactor) >> (64 - bits));
    }
}
