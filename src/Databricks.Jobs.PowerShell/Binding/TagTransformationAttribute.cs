using System.Collections;
using System.Management.Automation;

namespace Databricks.Jobs.PowerShell.Binding;

/// <summary>Reads tags: <c>key</c> means any value, <c>key=value</c> one value. Hashtables stay as they are.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class TagTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        object? value = inputData.Unwrap();
        IEnumerable<object?>? items = value switch
        {
            IDictionary => null,
            string text => [text],
            IList list => list.Cast<object?>(),
            _ => null,
        };
        if (items is null)
        {
            return inputData;
        }

        var tags = new Hashtable(StringComparer.Ordinal);
        foreach (object? item in items.Select(static one => one.Unwrap()))
        {
            string[] parts = $"{item}".Split(['='], 2);
            if (parts[0].Trim().Length == 0)
            {
                throw new ArgumentTransformationMetadataException(
                    $"'{item}' is not a tag. Specify 'key', 'key=value', or a hashtable: @{{ team = 'sales' }}.");
            }

            tags[parts[0].Trim()] = parts.Length > 1 ? parts[1].Trim() : null;
        }

        return tags;
    }
}
