#if NETSTANDARD2_0
using System.Reflection;

namespace Databricks.Jobs.PowerShell;

/// <summary>Finds what Windows PowerShell lacks in the module's own folder.</summary>
internal static class DependencyResolver
{
    private static readonly string Folder = Path.Combine(
        Path.GetDirectoryName(typeof(DependencyResolver).Assembly.Location)!, "dependencies");

    public static void Register() => AppDomain.CurrentDomain.AssemblyResolve += Resolve;

    public static void Unregister() => AppDomain.CurrentDomain.AssemblyResolve -= Resolve;

    // .NET Framework has no binding redirects for a module, so any version that is asked for gets the one that ships.
    // Only names that ship here are answered: others belong to other modules.
    private static Assembly? Resolve(object? sender, ResolveEventArgs request)
    {
        string file = Path.Combine(Folder, new AssemblyName(request.Name).Name + ".dll");
        return File.Exists(file) ? Assembly.LoadFrom(file) : null;
    }
}
#endif
