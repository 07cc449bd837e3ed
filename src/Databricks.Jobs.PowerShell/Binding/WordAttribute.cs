using System.Management.Automation;
using Databricks.Jobs.Models;
using Databricks.Jobs.Serialization;

namespace Databricks.Jobs.PowerShell.Binding;

/// <summary>Lets a parameter take a word of an enumeration in any case, and makes it the word that the service knows.
/// Tab offers the words where <see cref="Completion.WordCompleter{T}"/> stands beside it.</summary>
/// <param name="enumeration">The enumeration.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class WordAttribute(Type enumeration) : ArgumentTransformationAttribute
{
    /// <summary>The enumeration.</summary>
    public Type Enumeration { get; } = enumeration;

    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        if (inputData is null || ValueUnwrapper.Unwrap(inputData) is not { } value)
        {
            return inputData;
        }

        try
        {
            return new BindingValue(value, "", depth: 0).Word(WordSets.Of(Enumeration));
        }
        catch (ModelBindingException exception)
        {
            throw new ArgumentTransformationMetadataException(exception.Message, exception);
        }
    }
}
