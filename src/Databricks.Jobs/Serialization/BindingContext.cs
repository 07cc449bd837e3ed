using System.Text.Json;
using Databricks.Jobs.Models;

namespace Databricks.Jobs.Serialization;

/// <summary>The state of the binding of one object. It limits the work, however the user's hashtables are nested, and
/// collects unknown fields.</summary>
/// <param name="allowUnknownFields">Whether unknown fields are kept, to be sent, or are errors.</param>
internal sealed class BindingContext(bool allowUnknownFields = false)
{
    /// <summary>The maximum depth of hashtables and lists. Jobs are less deep.</summary>
    public const int MaxDepth = 64;

    /// <summary>The maximum number of values, which is more than any job has. A few hashtables that refer to each other
    /// can stand for a billion values.</summary>
    public const int DefaultMaxValues = 250_000;

    private readonly List<(object Given, object Value)> _open = [];
    private readonly List<string> _unknownFields = [];
    private int _values;

    /// <summary>Whether values that are not known values of an enumeration are kept, instead of being errors.</summary>
    public bool KeepsUnknownValues { get; init; }

    /// <summary>Whether empty text is the same as no value for fields that are not required.</summary>
    public bool DropsEmptyText { get; init; }

    /// <summary>The most values that are bound.</summary>
    public int MaxValues { get; init; } = DefaultMaxValues;

    /// <summary>The paths of the unknown fields that were kept.</summary>
    public IReadOnlyList<string> UnknownFields => _unknownFields;

    /// <summary>Counts a value.</summary>
    /// <exception cref="ModelBindingException">There are too many.</exception>
    public void Count(string path)
    {
        if (++_values > MaxValues)
        {
            throw ModelBindingException.TooMany(path, MaxValues);
        }
    }

    /// <summary>Enters a hashtable or list, which must be left with <see cref="Leave"/>.</summary>
    /// <param name="given">The hashtable or list as the user specified it, which can be wrapped. A custom object
    /// becomes another hashtable each time it is unwrapped.</param>
    /// <param name="value">The hashtable or list.</param>
    /// <param name="path">Its path.</param>
    /// <exception cref="ModelBindingException">It contains itself, or the nesting is too deep.</exception>
    public void Enter(object given, object value, string path)
    {
        if (_open.Exists(open => ReferenceEquals(open.Given, given) || ReferenceEquals(open.Value, value)))
        {
            throw ModelBindingException.ContainsItself(path);
        }

        if (_open.Count >= MaxDepth)
        {
            throw ModelBindingException.TooDeep(path, MaxDepth);
        }

        _open.Add((given, value));
    }

    public void Leave() => _open.RemoveAt(_open.Count - 1);

    /// <summary>Keeps an unknown field, if that is allowed.</summary>
    public bool TryKeep(JobsModel model, string key, object? value, string path)
    {
        if (!allowUnknownFields)
        {
            return false;
        }

        JsonElement json = UntypedJson.ToElement(value, path, this);
        model.GetAdditionalProperties()[key] = json;
        _unknownFields.Add(path);
        return true;
    }
}
