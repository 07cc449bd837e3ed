using System.Management.Automation;
using Databricks.Jobs.PowerShell.Binding;
using Databricks.Jobs.PowerShell.Connections;
using Databricks.Jobs.Serialization;

namespace Databricks.Jobs.PowerShell;

/// <summary>What happens when the module is imported and removed.</summary>
public sealed class ModuleInitializer : IModuleAssemblyInitializer, IModuleAssemblyCleanup
{
    /// <inheritdoc/>
    public void OnImport()
    {
#if NETSTANDARD2_0
        // First of all: the next line may already need what it finds.
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

    // A method of its own, so that what it names is loaded when it runs and not when OnImport begins.
    private static void SetUnwrapper() => ModelBinder.Unwrapper = PSObjectExtensions.Unwrap;
}
