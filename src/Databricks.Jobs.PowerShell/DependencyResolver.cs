#if NETSTANDARD2_0
using System.Reflection;

namespace Databricks.Jobs.PowerShell;

/// <summary>Finds the assemblies that .NET Framework does not have in the folder of the module.</summary>
internal static class DependencyResolver
{
    private static readonly string s_folder = Path.Combine(
        Path.GetDirectoryName(typeof(DependencyResolver).Assembly.Location)!, "dependencies");

    public static void Register() => AppDomain.CurrentDomain.AssemblyResolve += Resolve;

    public static void Unregister() => AppDomain.CurrentDomain.AssemblyResolve -= Resolve;

    // .NET Framework has no binding redirects for a module, so each requested version resolves to the included one.
    // Other names belong to other modules.
    private static Assembly? Resolve(object? sender, ResolveEventArgs request)
    {
        string file = Path.Combine(s_folder, new AssemblyName(request.Name).Name + ".dll");
        return File.Exists(file) ? Assembly.LoadFrom(file) : null;
    }
}
#endif
