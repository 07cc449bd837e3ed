using System.ComponentModel;
using System.Management.Automation;

namespace Databricks.Jobs.PowerShell.Binding;

/// <summary>Reads a definition. An error in it is not a terminating error of the parameter binder, to which
/// <c>-ErrorAction</c> would not apply: a placeholder is bound, and the command reports the error.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class InputTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public sealed override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        if (inputData.Unwrap() is not { } value)
        {
            return inputData;
        }

        try
        {
            return Read(value, new InputOptions());
        }
        catch (Exception exception) when (InvalidInput.IsAbout(exception))
        {
            return InvalidInput.Mark(CreatePlaceholder(), exception, options => Read(value, options));
        }
    }

    /// <summary>Reads an unwrapped value.</summary>
    private protected abstract object Read(object value, InputOptions options);

    /// <summary>Creates a value that passes the validation of the parameter.</summary>
    private protected abstract object CreatePlaceholder();
}
