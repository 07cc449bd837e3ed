namespace Databricks.Jobs.Serialization;

/// <summary>What the schema says of one object: its API name and its fields in order.</summary>
internal sealed class ModelShape
{
    /// <param name="name">The API's name of the object.</param>
    /// <param name="fields">The fields in order. Each gets the next slot of its sort, as the generator counts them.</param>
    public ModelShape(string name, params FieldShape[] fields)
    {
        Name = name;
        All = fields;
        Names = new FieldNames(fields);
        foreach (FieldShape field in fields)
        {
            field.Slot = field is ScalarField ? ScalarCount++ : ReferenceCount++;
        }
    }

    public string Name { get; }

    public IReadOnlyList<FieldShape> Fields => All;

    internal FieldShape[] All { get; }

    internal FieldNames Names { get; }

    internal int ScalarCount { get; }

    internal int ReferenceCount { get; }

    /// <summary>Finds a field by its API name or its property name, in any case; -1 where there is none.</summary>
    public int IndexOf(string key)
    {
        for (int i = 0; i < All.Length; i++)
        {
            if (Serialization.Names.AreSame(All[i].Name, key))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Finds a field by its API name; null where there is none.</summary>
    public FieldShape? Find(ReadOnlySpan<byte> utf8Name) => Names.Find(utf8Name) is >= 0 and int index ? All[index] : null;
}
