using System.Management.Automation;
using Databricks.Jobs.PowerShell.Connections;

namespace Databricks.Jobs.PowerShell;

/// <summary>Runs when the module is imported and removed.</summary>
public sealed class ModuleInitializer : IModuleAssemblyInitializer, IModuleAssemblyCleanup
{
    /// <inheritdoc/>
    public void OnImport()
    {
#if NETSTANDARD2_0
        // Before anything else, because it finds the assemblies that the module needs.
        DependencyResolver.Register();
#endif
    }

    /// <inheritdoc/>
    public void OnRemove(PSModuleInfo psModuleInfo)
    {
        // Only of this runspace: others, such as those of thread jobs, still use the module.
        LocalWorkspaces.StopOfThisRunspace();
        ConnectionStore.Lose("The connection of this session ended when the module was removed or imported again.");
#if NETSTANDARD2_0
        DependencyResolver.Unregister();
#endif
    }
}
