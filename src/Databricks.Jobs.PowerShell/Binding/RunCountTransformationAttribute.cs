using System.Globalization;
using System.Management.Automation;
using Databricks.Jobs.Runs;

namespace Databricks.Jobs.PowerShell.Binding;

/// <summary>Accepts a number of runs. PowerShell would read 7d as the number 7.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class RunCountTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        object? value = inputData.Unwrap();
        string text = Convert.ToString(value is decimal ? inputData : value, CultureInfo.InvariantCulture) ?? "";
        return value is not TimeSpan && DurationParser.Parse(text) is null
            ? inputData
            : throw new ArgumentTransformationMetadataException(
                $"'{text}' is not a number of runs. For the runs that started within this time, use -Since {text}.");
    }
}
