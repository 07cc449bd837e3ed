using System.Management.Automation;
using Databricks.Jobs.PowerShell.Connections;

namespace Databricks.Jobs.PowerShell.Binding;

/// <summary>Accepts a connection by its profile or address, and a local workspace.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class WorkspaceTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        try
        {
            return inputData.GetBaseObject() switch
            {
                string name => WorkspaceLookup.Find(name),
                DbxLocalWorkspace local => WorkspaceLookup.Connect(local),
                _ => inputData,
            };
        }
        catch (CredentialsException exception)
        {
            throw new ArgumentTransformationMetadataException(
                ScreenText.Block($"{exception.Problem} {exception.RecommendedAction}"), exception);
        }
    }
}
