using System.Collections;
using System.ComponentModel;
using System.Management.Automation;
using Databricks.Jobs.Models;

namespace Databricks.Jobs.PowerShell.Binding;

/// <summary>Reads a definition. An error in it is not a terminating error of the parameter binder, to which
/// <c>-ErrorAction</c> would not apply: a placeholder is bound, and the command reports the error.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class InputTransformationAttribute : ArgumentTransformationAttribute
{
    /// <summary>The name of the parameter, with which paths in messages start.</summary>
    private protected abstract string ParameterName { get; }

    /// <summary>Whether an empty list is a value of the parameter. Otherwise, it is most likely the result of a command
    /// that failed or found nothing.</summary>
    private protected virtual bool AllowsEmpty => false;

    /// <inheritdoc/>
    public sealed override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        object value = ReadOrMark(inputData);
        if (inputData.GetBaseObject() is string)
        {
            JsonLines.Remember(value, PipedText.Of(inputData!));
        }

        return value;
    }

    private object ReadOrMark(object? input)
    {
        try
        {
            return ReadGiven(input, new InputOptions());
        }
        catch (Exception exception) when (InvalidInput.IsAbout(exception))
        {
            return InvalidInput.Mark(CreatePlaceholder(), exception, options => ReadGiven(input, options));
        }
    }

    /// <summary>Reads an unwrapped value.</summary>
    private protected abstract object Read(object value, InputOptions options);

    /// <summary>Creates a value that passes the validation of the parameter.</summary>
    private protected abstract object CreatePlaceholder();

    private object ReadGiven(object? input, InputOptions options)
    {
        object value = input.Unwrap()
            ?? throw ModelBindingException.Wrong(ParameterName, MissingValue.Describe("null", ParameterName));
        object read = !AllowsEmpty && IsEmptyList(value) ? value : Read(value, options);
        return AllowsEmpty || !IsEmptyList(read)
            ? read
            : throw ModelBindingException.Wrong(
                ParameterName, MissingValue.Describe("an empty list", ParameterName));
    }

    private static bool IsEmptyList(object value) => value is IList { Count: 0 };
}
