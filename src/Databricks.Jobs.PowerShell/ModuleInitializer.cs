using System.Management.Automation;
using Databricks.Jobs.PowerShell.Binding;
using Databricks.Jobs.PowerShell.Connections;
using Databricks.Jobs.Serialization;

namespace Databricks.Jobs.PowerShell;

/// <summary>Runs when the module is imported and removed.</summary>
public sealed class ModuleInitializer : IModuleAssemblyInitializer, IModuleAssemblyCleanup
{
    /// <inheritdoc/>
    public void OnImport()
    {
#if NETSTANDARD2_0
        // First, because the next line can already need these assemblies.
        DependencyResolver.Register();
#endif
        SetUnwrapper();
    }

    /// <inheritdoc/>
    public void OnRemove(PSModuleInfo psModuleInfo)
    {
        LocalWorkspaces.StopAll();
        ConnectionStore.Clear();
#if NETSTANDARD2_0
        DependencyResolver.Unregister();
#endif
    }

    // A separate method, so that its types are loaded when it runs and not before OnImport starts.
    private static void SetUnwrapper() => ModelBinder.Unwrapper = PSObjectExtensions.Unwrap;
}
