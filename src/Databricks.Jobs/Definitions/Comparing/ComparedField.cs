using System.Collections.Concurrent;
using Databricks.Jobs.Serialization;

namespace Databricks.Jobs.Definitions;

/// <summary>A field of a definition, and what its values mean where definitions are compared and exported.</summary>
internal sealed class ComparedField
{
    private static readonly ConcurrentDictionary<ModelShape, ComparedField[]> s_fields = new();

    private ComparedField(ModelShape shape, FieldShape field)
    {
        Field = field;
        IsReadOnly = ServiceDefaults.IsReadOnly(shape.Name, field.Name);
        IsIgnored = IsReadOnly || ServiceDefaults.IsRequestOnly(shape.Name, field.Name);
        IsChosen = ServiceDefaults.IsChosen(shape.Name, field.Name);
        IsMeaninglessIfEmpty = ServiceDefaults.IsMeaninglessIfEmpty(field.Name);
        IsSet = field.Kind == FieldKind.Strings && ListIdentity.IsSet(field.Name);
        Default = ServiceDefaults.ValueOf(shape.Name, field.Name);
    }

    public FieldShape Field { get; }

    public string Name => Field.Name;

    /// <summary>Whether only the service sets the field.</summary>
    public bool IsReadOnly { get; }

    /// <summary>Whether the field says nothing about the job that the service keeps.</summary>
    public bool IsIgnored { get; }

    /// <summary>Whether the service chooses a value if a definition omits the field.</summary>
    public bool IsChosen { get; }

    /// <summary>Whether an object without values means the same as none.</summary>
    public bool IsMeaninglessIfEmpty { get; }

    /// <summary>Whether the order of the strings in the list has no meaning.</summary>
    public bool IsSet { get; }

    /// <summary>The value that the service uses if a definition omits the field; null if there is none.</summary>
    public object? Default { get; }

    /// <summary>The fields of an object.</summary>
    public static ComparedField[] Of(ModelShape shape) => s_fields.GetOrAdd(
        shape,
        static shape => Array.ConvertAll(shape.All, field => new ComparedField(shape, field)));
}
