using Databricks.Jobs.Serialization;

namespace Databricks.Jobs.Definitions;

/// <summary>The place of a value in a definition. The text is created only if the value differs.</summary>
internal sealed class DifferencePath
{
    private readonly DifferencePath? _parent;
    private readonly string _part;
    private readonly bool _isKey;

    private DifferencePath(DifferencePath? parent, string part, bool isKey)
    {
        _parent = parent;
        _part = part;
        _isKey = isKey;
    }

    public static DifferencePath Root { get; } = new(null, "", isKey: true);

    /// <summary>A field of an object.</summary>
    public DifferencePath Field(string name) => new(this, name, isKey: false);

    /// <summary>An item of a list or an entry of a map.</summary>
    public DifferencePath Key(string key) => new(this, key, isKey: true);

    public override string ToString() => _parent is null
        ? ""
        : _isKey
            ? $"{_parent}[{_part}]"
            : _parent._parent is null ? JsonPath.Member(_part, isFirst: true) : _parent + JsonPath.Member(_part, false);
}
