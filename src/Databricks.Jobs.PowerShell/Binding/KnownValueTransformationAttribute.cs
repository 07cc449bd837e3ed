using System.Collections;
using System.Globalization;
using System.Management.Automation;
using Databricks.Jobs.Models;
using Databricks.Jobs.Serialization;

namespace Databricks.Jobs.PowerShell.Binding;

/// <summary>Accepts the known values of an enumeration in any case and converts them to the values of the service. For
/// tab completion, combine it with <see cref="Completion.KnownValueCompleter{T}"/>.</summary>
/// <param name="enumeration">The enumeration.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class KnownValueTransformationAttribute(Type enumeration) : ArgumentTransformationAttribute
{
    /// <summary>The enumeration.</summary>
    public Type Enumeration { get; } = enumeration;

    /// <summary>What messages call a value; null for the name of the enumeration.</summary>
    public string? What { get; set; }

    /// <summary>Additional known values.</summary>
    public string[] Also { get; set; } = [];

    /// <summary>An enumeration whose values people mistake for these.</summary>
    public Type? Mistaken { get; set; }

    /// <summary>What to say of such a value, with {0} for the value.</summary>
    public string MistakenMessage { get; set; } = "";

    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        if (inputData.Unwrap() is not { } value)
        {
            return inputData;
        }

        try
        {
            var known = KnownValues.Of(Enumeration);
            KnownValues values = Also.Length == 0 && What is null
                ? known
                : new KnownValues(What ?? known.Name, [.. known.Values, .. Also]);
            return value is string or not IEnumerable
                ? Read(value, values)
                : Array.ConvertAll(ModelInputReader.ToItems(value, ""), one => Read(one, values));
        }
        catch (ModelBindingException exception)
        {
            throw new ArgumentTransformationMetadataException(exception.Message, exception);
        }
    }

    private string? Read(object? value, KnownValues values)
    {
        object? one = value.Unwrap();
        if (Mistaken is not null && one is string text && values.Find(text) is null
            && KnownValues.Of(Mistaken).Find(text) is { } other)
        {
            throw new ArgumentTransformationMetadataException(
                string.Format(CultureInfo.InvariantCulture, MistakenMessage, other));
        }

        return new BindingValue(one, "").KnownValue(values);
    }
}
