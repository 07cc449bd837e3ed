using System.Text;
using System.Text.Json.Nodes;

namespace Databricks.Jobs.PowerShell.Scripts;

/// <summary>A call of a command in a script, for which fields of a definition become parameters.</summary>
/// <param name="name">The name of the command.</param>
/// <param name="level">How far the lines after the first are indented.</param>
internal sealed class ScriptCommand(string name, int level)
{
    private readonly StringBuilder _text = new(name);

    /// <summary>How far the lines after the first are indented.</summary>
    public int Level => level;

    /// <summary>Adds a value at the next position.</summary>
    public void Add(string text) => _text.Append(' ').Append(ScriptLiteral.Quote(text));

    /// <summary>Adds a parameter with an expression.</summary>
    public void AddExpression(string parameter, string expression) =>
        _text.Append(" -").Append(parameter).Append(' ').Append(expression);

    /// <summary>Moves a field to a parameter. A value that the parameter does not accept stays in the definition.
    /// </summary>
    public void Move(JsonObject from, string field, string parameter)
    {
        if (from[field] is not { } value || IsEmpty(value))
        {
            return;
        }

        AddExpression(parameter, ScriptLiteral.Of(value, level));
        from.Remove(field);
    }

    /// <summary>Moves a field that is true to a switch.</summary>
    public void MoveSwitch(JsonObject from, string field, string parameter)
    {
        if (from[field] is JsonValue value && value.TryGetValue(out bool isOn) && isOn)
        {
            _text.Append(" -").Append(parameter);
            from.Remove(field);
        }
    }

    /// <summary>Moves a number to a parameter if it is in the range of the parameter.</summary>
    public void MoveNumber(JsonObject from, string field, string parameter, long min, long max = int.MaxValue)
    {
        if (from[field] is JsonValue value && value.TryGetValue(out long number) && number >= min && number <= max)
        {
            Move(from, field, parameter);
        }
    }

    /// <summary>Adds what is left of the definition.</summary>
    public void AddSettings(JsonObject rest)
    {
        if (rest.Count > 0)
        {
            AddExpression("Settings", ScriptLiteral.Of(rest, level));
        }
    }

    /// <summary>The call.</summary>
    public override string ToString() => _text.ToString();

    private static bool IsEmpty(JsonNode value) => value switch
    {
        JsonArray { Count: 0 } or JsonObject { Count: 0 } => true,
        JsonValue text => text.TryGetValue(out string? content) && content!.Length == 0,
        _ => false,
    };
}
