using System.Collections;
using System.Globalization;
using System.Management.Automation;
using Databricks.Jobs.Models;

namespace Databricks.Jobs.PowerShell.PipelineLogs;

/// <summary>The output variables of a step: their names, and the properties of runs or script blocks that have their
/// values. The values of several runs are joined by commas, in the order in which the runs ended.</summary>
internal sealed class OutputVariables(IDictionary sources)
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    /// <summary>The properties that a run does not have.</summary>
    public IEnumerable<string> FindUnknown()
    {
        var run = new PSObject(new Run());
        return sources.Values.OfType<string>().Where(name => run.Properties[name] is null);
    }

    /// <summary>Adds the values of a run.</summary>
    /// <returns>The variables with the values of all runs so far.</returns>
    public IEnumerable<KeyValuePair<string, string>> Add(Run run)
    {
        foreach (DictionaryEntry source in sources)
        {
            string name = (string)source.Key;
            string value = ValueOf(run, source.Value!);
            _values[name] = _values.TryGetValue(name, out string? before) ? $"{before},{value}" : value;
        }

        return _values;
    }

    private static string ValueOf(Run run, object source) => source is ScriptBlock script
        ? string.Join(",", script.InvokeWithContext(null, [new PSVariable("_", run)]).Select(TextOf))
        : TextOf(new PSObject(run).Properties[(string)source].Value);

    private static string TextOf(object? value) => value is PSObject wrapped ? TextOf(wrapped.BaseObject) : value switch
    {
        null => "",
        DateTimeOffset time => time.ToString("o", CultureInfo.InvariantCulture),
        bool flag => flag ? "true" : "false",
        _ => LanguagePrimitives.ConvertTo<string>(value),
    };
}
