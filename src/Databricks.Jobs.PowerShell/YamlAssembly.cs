using System.Reflection;
#if NET
using System.Runtime.Loader;
#endif
using Databricks.Jobs.Definitions;
using Databricks.Jobs.Definitions.Files;

namespace Databricks.Jobs.PowerShell;

/// <summary>Loads the YAML parser and writer when the first YAML file is read or written.</summary>
internal static class YamlAssembly
{
    private const string ParserAssembly = "Databricks.Jobs.Yaml";

    private static readonly Lazy<Assembly> s_assembly = new(Load);
    private static readonly Lazy<YamlParser> s_parser = new(() => Create<YamlParser>("YamlDotNetParser"));
    private static readonly Lazy<YamlWriter> s_writer = new(() => Create<YamlWriter>("YamlDotNetWriter"));

    /// <summary>A parser that is loaded when it is used.</summary>
    public static YamlParser Deferred { get; } = new DeferredParser();

    /// <summary>The writer.</summary>
    public static YamlWriter Writer => s_writer.Value;

    private static T Create<T>(string name)
    {
        Type type = s_assembly.Value.GetType($"{ParserAssembly}.{name}", throwOnError: true)!;
        return (T)Activator.CreateInstance(type)!;
    }

#if NET
    private static Assembly Load() => new Context().LoadFromAssemblyName(new AssemblyName(ParserAssembly));

    // Another module can have another version of YamlDotNet in the default context, before or after this.
    private sealed class Context() : AssemblyLoadContext(ParserAssembly)
    {
        private static readonly Assembly s_library = typeof(YamlParser).Assembly;

        private static readonly string s_folder = Path.Combine(
            Path.GetDirectoryName(typeof(YamlAssembly).Assembly.Location)!, "dependencies");

        protected override Assembly? Load(AssemblyName assemblyName)
        {
            // The parser returns types of the library, which must be the same types as everywhere else.
            if (assemblyName.Name == s_library.GetName().Name)
            {
                return s_library;
            }

            string file = Path.Combine(s_folder, assemblyName.Name + ".dll");
            return File.Exists(file) ? LoadFromAssemblyPath(file) : null;
        }
    }
#else
    // The versions of a strong name are different assemblies for .NET Framework, and DependencyResolver finds ours.
    private static Assembly Load() => Assembly.Load(new AssemblyName(ParserAssembly));
#endif

    private sealed class DeferredParser : YamlParser
    {
        internal override IReadOnlyList<DefinitionNode> Parse(string text, string? file) =>
            s_parser.Value.Parse(text, file);
    }
}
