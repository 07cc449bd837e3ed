namespace Databricks.Jobs.Serialization;

/// <summary>The API names of one object's fields, to be found by the bytes of a JSON member.</summary>
/// <remarks>One table for all types: a comparison written out for each type is no faster, and compiling it is most of
/// what the first call costs.</remarks>
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

    /// <summary>The field's number; -1 for a name that is not one of the object's.</summary>
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
