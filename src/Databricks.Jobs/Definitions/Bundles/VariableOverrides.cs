using Databricks.Jobs.Definitions.Files;

namespace Databricks.Jobs.Definitions.Bundles;

/// <summary>Values of variables of a bundle that are not in its files: those of environment variables, which take
/// precedence, and those of the file variable-overrides.json of the target.</summary>
/// <param name="file">The object in the file; null if there is no file.</param>
internal sealed class VariableOverrides(MapNode? file)
{
    private const string EnvironmentPrefix = "BUNDLE_VAR_";

    /// <summary>Reads the file of a target.</summary>
    /// <exception cref="JobDefinitionException">It is not a JSON object.</exception>
    public static VariableOverrides Load(string? folder, string target, JobDefinitionReaderOptions options)
    {
        string path = Path.Combine(folder ?? "", ".databricks", "bundle", target, "variable-overrides.json");
        if (folder is null || !File.Exists(path))
        {
            return new VariableOverrides(file: null);
        }

        DefinitionNode root = DefinitionText.ReadAll(path, options)[0];
        return new VariableOverrides(root as MapNode
            ?? throw root.Fault($"expected an object with the values of variables, found {root.Description}."));
    }

    /// <summary>The name of the environment variable for a variable.</summary>
    public static string EnvironmentName(string name) => EnvironmentPrefix + name;

    /// <summary>The value of a variable; null if it is not overridden.</summary>
    /// <exception cref="JobDefinitionException">The variable is complex, and the value is not, or vice versa.
    /// </exception>
    public DefinitionNode? Find(string name, MapNode? definition, ScalarNode usedBy)
    {
        bool isComplex = definition?.FindScalar("type")?.Text == "complex";
        if (Environment.GetEnvironmentVariable(EnvironmentName(name)) is { } text)
        {
            return !isComplex ? ScalarNode.OfText(text, usedBy.Location) : throw usedBy.Fault(
                $"${{var.{name}}} is a complex variable, which an environment variable cannot set.",
                $"Remove {EnvironmentName(name)} from the environment.");
        }

        // The Databricks CLI looks up an object before it reads the file.
        if (definition?.Entry("lookup") is not null || file?.Find(name) is not { } value)
        {
            return null;
        }

        return value is ScalarNode != isComplex ? value : throw value.Fault(isComplex
            ? $"{name} is a complex variable, and its value is not an object or a list."
            : $"{name} is not a complex variable, and its value is {value.Description}.");
    }
}
