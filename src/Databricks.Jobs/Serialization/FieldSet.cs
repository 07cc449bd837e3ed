namespace Databricks.Jobs.Serialization;

/// <summary>The set of a model's fields that have occurred; no object of the API has more than 128 fields.</summary>
internal struct FieldSet
{
    private ulong _low;
    private ulong _high;

    public bool Add(int field)
    {
        ref ulong half = ref field < 64 ? ref _low : ref _high;
        ulong bit = 1UL << (field & 63);
        bool isNew = (half & bit) == 0;
        half |= bit;
        return isNew;
    }
}
