using System.Management.Automation;
using Databricks.Jobs.PowerShell.Binding;
using Databricks.Jobs.PowerShell.Connections;
using Databricks.Jobs.Serialization;

namespace Databricks.Jobs.PowerShell;

/// <summary>What happens when the module is imported and removed.</summary>
public sealed class ModuleInitializer : IModuleAssemblyInitializer, IModuleAssemblyCleanup
{
    /// <inheritdoc/>
    public void OnImport() => ModelBinder.Unwrapper = ValueUnwrapper.Unwrap;

    /// <inheritdoc/>
    public void OnRemove(PSModuleInfo psModuleInfo)
    {
        LocalWorkspaces.StopAll();
        ConnectionStore.Clear();
    }
}
