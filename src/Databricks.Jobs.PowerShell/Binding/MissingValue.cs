using System.Management.Automation;

namespace Databricks.Jobs.PowerShell.Binding;

/// <summary>Describes a parameter that was specified without a value, such as with a command that failed.</summary>
internal static class MissingValue
{
    public static string Describe(string found, string? parameter) =>
        $"the value is {found}. If a command returned nothing, correct that command. Otherwise, omit "
            + (parameter is null ? "the parameter." : $"-{parameter}.");

    public static ArgumentTransformationMetadataException Error(string found) =>
        new("No value was specified: " + Describe(found, parameter: null));
}

/// <summary>Rejects null, which PowerShell would convert to an empty string or ignore.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class NotNullTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        inputData.Unwrap() is null
            ? throw MissingValue.Error("null")
            : inputData!;
}
