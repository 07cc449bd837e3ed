namespace Databricks.Jobs.Serialization;

/// <summary>The schema of one object: its API name and its fields in order.</summary>
internal sealed class ModelShape
{
    private FieldShape[]? _taskKinds;

    /// <param name="name">The API's name of the object.</param>
    /// <param name="fields">The fields in order. Each gets the next slot among the scalars or the references, as the
    /// generator counts them.</param>
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

    /// <summary>The fields of a task that say what it does; a valid task has exactly one of them.</summary>
    public IReadOnlyList<FieldShape> TaskKinds => _taskKinds ??=
        Array.FindAll(All, static one => one.Kind == FieldKind.Model && IsTaskKind(one.Name));

    /// <summary>Whether a field of a task, which may be unknown, says what the task does.</summary>
    public static bool IsTaskKind(string name) => name.EndsWith("_task", StringComparison.Ordinal);

    /// <summary>Finds a field by its API name or its property name, in any case; -1 if there is none.</summary>
    public int IndexOf(string key)
    {
        for (int i = 0; i < All.Length; i++)
        {
            if (NameMatcher.AreSame(All[i].Name, key))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Finds a field by its API name; null if there is none.</summary>
    public FieldShape? Find(ReadOnlySpan<byte> utf8Name) =>
        Names.Find(utf8Name) is >= 0 and int index ? All[index] : null;
}
