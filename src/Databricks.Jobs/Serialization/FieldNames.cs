namespace Databricks.Jobs.Serialization;

/// <summary>The API names of one object's fields: a hash table that finds them by the UTF-8 bytes of a JSON property.
/// </summary>
/// <remarks>All types share this code. Generated comparisons for each type are as fast, but compiling them takes most
/// of the time of the first call.</remarks>
internal sealed class FieldNames
{
    private readonly byte[][] _names;
    private readonly byte[] _slots;
    private readonly int _bits = 1;

    /// <param name="fields">The fields in order.</param>
    public FieldNames(FieldShape[] fields)
    {
        _names = Array.ConvertAll(fields, static field => field.Utf8Name);
        while (1 << _bits < _names.Length * 2)
        {
            _bits++;
        }

        _slots = new byte[1 << _bits];
        for (int i = 0; i < _names.Length; i++)
        {
            int slot = TextHash.Of(_names[i], _bits);
            while (_slots[slot] != 0)
            {
                slot = Next(slot);
            }

            _slots[slot] = (byte)(i + 1);
        }
    }

    /// <summary>The index of the field; -1 if the object has no field of this name.</summary>
    public int Find(ReadOnlySpan<byte> name)
    {
        for (int slot = TextHash.Of(name, _bits); _slots[slot] != 0; slot = Next(slot))
        {
            int field = _slots[slot] - 1;
            if (name.SequenceEqual(_names[field]))
            {
                return field;
            }
        }

        return -1;
    }

    private int Next(int slot) => (slot + 1) & (_slots.Length - 1);
}
