using System.Collections;
using System.Globalization;
using System.Management.Automation;

namespace Databricks.Jobs.PowerShell.Binding;

/// <summary>Tells who gives a name, or another text, where ids are wanted what an id is and how to come by it.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class IdAttribute : ArgumentTransformationAttribute
{
    /// <summary>Creates the attribute.</summary>
    /// <param name="kind">Of what it is the id.</param>
    public IdAttribute(IdKind kind) => Kind = kind;

    /// <summary>Of what it is the id.</summary>
    public IdKind Kind { get; }

    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        object? value = inputData is null ? null : ValueUnwrapper.Unwrap(inputData);
        Check(value);
        if (value is IList list)
        {
            foreach (object? item in list)
            {
                Check(item is null ? null : ValueUnwrapper.Unwrap(item));
            }
        }

        return inputData;
    }

    private void Check(object? value)
    {
        if (value is string text && !LanguagePrimitives.TryConvertTo(text, CultureInfo.InvariantCulture, out long _))
        {
            throw new ArgumentTransformationMetadataException(
                Kind == IdKind.Job
                    ? $"'{text}' is not the id of a job, which is a number. By name: Get-DbxJob -Name '{text}' -One, piped into the command."
                    : $"'{text}' is not the id of a run, which is a number. Get-DbxRun lists runs with their ids.");
        }
    }
}

/// <summary>Of what an id is.</summary>
public enum IdKind
{
    /// <summary>A job.</summary>
    Job,

    /// <summary>A run, or the run of a task.</summary>
    Run,
}
