using System.Collections;
using System.Collections.Specialized;
using System.Management.Automation;
using System.Text.RegularExpressions;

namespace Databricks.Jobs.PowerShell.Binding;

/// <summary>Makes a table of names of output variables and their sources of a hashtable, or of names of properties.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class OutputVariableTransformationAttribute : ArgumentTransformationAttribute
{
    // What both build systems allow.
    private static readonly Regex s_name = new("^[A-Za-z_][A-Za-z0-9_]{0,99}$", RegexOptions.CultureInvariant);

    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        var sources = new OrderedDictionary(StringComparer.OrdinalIgnoreCase);
        object? value = inputData.Unwrap();
        if (value is IDictionary entries)
        {
            foreach (DictionaryEntry entry in entries)
            {
                Add(sources, $"{entry.Key.Unwrap()}", entry.Value.Unwrap());
            }
        }
        else
        {
            IEnumerable names = value is string or null ? new[] { value } : value as IEnumerable ?? new[] { value };
            foreach (object? name in names)
            {
                Add(sources, $"{name.Unwrap()}", name.Unwrap());
            }
        }

        return sources.Count > 0 ? sources : throw MissingValue.Error("an empty list");
    }

    private static void Add(OrderedDictionary sources, string name, object? source)
    {
        if (!s_name.IsMatch(name))
        {
            throw new ArgumentTransformationMetadataException(
                $"'{name}' is not a valid name of an output variable. Use letters, digits and underscores, such as "
                    + "@{ run_id = 'RunId' }.");
        }

        if (source is not ScriptBlock && source is not string { Length: > 0 })
        {
            throw new ArgumentTransformationMetadataException(
                $"The value of the output variable '{name}' is not a property of a run or a script block. Use "
                    + $"@{{ {name} = 'RunId' }} or @{{ {name} = {{ $_.RunId }} }}.");
        }

        sources[name] = source;
    }
}
