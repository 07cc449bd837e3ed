namespace Databricks.Jobs.Authentication;

/// <summary>A section of a profile file: keys, in any case, and values.</summary>
/// <param name="name">The name, as in the brackets.</param>
/// <param name="line">The line that it starts at.</param>
internal sealed class Profile(string name, int line)
{
    private readonly Dictionary<string, (string Value, int Line)> _values = new(StringComparer.OrdinalIgnoreCase);

    public string Name { get; } = name;

    public int Line { get; } = line;

    /// <summary>Why the section must not be used, such as that it occurs twice; null if it can be used.</summary>
    public string? Fault { get; private set; }

    /// <summary>Whether no key has a value.</summary>
    public bool IsEmpty => _values.Count == 0;

    /// <returns>The value of a key; null if it has none.</returns>
    public string? Find(string key) =>
        _values.TryGetValue(key, out (string Value, int Line) found) ? found.Value : null;

    public void Add(string key, string value, int line)
    {
        value = value.Trim();
        if (value.IndexOf('\uFFFD') >= 0) Fault ??= $"the value of {key} in line {line} is not valid UTF-8";
        // The last one would win in other clients, and send the token of one workspace to the host of another.
        if (_values.TryGetValue(key, out (string Value, int Line) first) && first.Value != value)
            Fault ??= $"{key} has different values in the lines {first.Line} and {line}";
        if (value.Length > 0) _values[key] = (value, line);
    }

    /// <summary>Records that a section with the same name starts at another line.</summary>
    public void AddDuplicate(int other) => Fault ??= $"it occurs twice, in the lines {Line} and {other}";
}
