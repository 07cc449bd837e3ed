using Databricks.Jobs.Serialization;

namespace Databricks.Jobs.Definitions.Rules;

/// <summary>A field in a definition.</summary>
/// <param name="Owner">The model that has the field.</param>
/// <param name="Field">The field.</param>
/// <param name="Value">Its value; null if it is not set.</param>
internal readonly record struct FieldVisit(ModelVisit Owner, FieldShape Field, object? Value)
{
    public string Path => Owner.PathOf(Field.Name);

    /// <summary>Whether the value says something: not null, false, an empty text or an empty list, which the service
    /// adds to fields that were not set.</summary>
    public bool HasContent => Value is not (null or false or "" or System.Collections.ICollection { Count: 0 });

    /// <summary>The texts of a field with text, a list of texts or a map of texts.</summary>
    public IEnumerable<TextVisit> Texts()
    {
        string path = Path;
        string name = Field.Name;
        return Value switch
        {
            string text => [new TextVisit(path, name, text)],
            List<string> list => list.Select((text, i) => new TextVisit($"{path}[{i}]", name, text)),
            Dictionary<string, string> map =>
                map.Select(entry => new TextVisit($"{path}.{entry.Key}", entry.Key, entry.Value)),
            _ => [],
        };
    }
}
