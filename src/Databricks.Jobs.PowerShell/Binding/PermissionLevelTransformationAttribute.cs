using System.Management.Automation;
using Databricks.Jobs.Models;

namespace Databricks.Jobs.PowerShell.Binding;

/// <summary>Reads a permission level in any spelling. The error for an unknown level lists all levels.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PermissionLevelTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        if (inputData.Unwrap() is not string text)
        {
            return inputData;
        }

        return JobPermissionLevelValues.Set.Find(text) is { } word && Enum.TryParse(word, out JobPermissionLevel level)
            ? level
            : throw new ArgumentTransformationMetadataException(
                ModelBindingException.UnknownValue("PermissionLevel", text, JobPermissionLevelValues.Set).Message);
    }
}
