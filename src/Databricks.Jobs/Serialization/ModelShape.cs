namespace Databricks.Jobs.Serialization;

/// <summary>What the schema says of one object: its API name and its fields in order.</summary>
internal sealed class ModelShape(string name, FieldShape[] fields)
{
    public string Name { get; } = name;

    public IReadOnlyList<FieldShape> Fields { get; } = fields;

    /// <summary>Finds a field by its API name or its property name, in any case; -1 where there is none.</summary>
    public int IndexOf(string key)
    {
        for (int i = 0; i < Fields.Count; i++)
        {
            if (Names.AreSame(Fields[i].Name, key))
            {
                return i;
            }
        }

        return -1;
    }
}
