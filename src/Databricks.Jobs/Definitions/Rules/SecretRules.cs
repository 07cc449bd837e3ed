using Databricks.Jobs.Secrets;

namespace Databricks.Jobs.Definitions.Rules;

/// <summary>Finds secrets in plain sight. Everyone who can view a job, or the repository of its definition, can read
/// them.</summary>
internal static class SecretRules
{
    private const string Advice =
        "Store it in a secret scope, refer to it with {{secrets/scope/key}} or read it in the code, and replace it: "
        + "everyone who can view the job has seen it.";

    // What names or locates a secret.
    private static readonly string[] s_harmlessEnds =
    [
        "scope", "name", "path", "url", "uri", "id", "file", "endpoint", "provider", "type", "class", "lifetime",
        "ttl", "enabled", "key_name", "secret_key",
    ];

    public static IEnumerable<DefinitionProblem> Check(JobCheck check) =>
        check.Texts.Where(static text => IsSecret(text.Name, text.Text!))
            .Select(static text => text.Path)
            .Concat(check.Settings.Parameters?
                .Select(static (parameter, i) => (parameter, Path: $"parameters[{i}].default"))
                .Where(static one => one.parameter is { Name: { } name, Default: { } value } && IsNamed(name, value))
                .Select(static one => one.Path) ?? [])
            .Distinct()
            .Select(static path => new DefinitionProblem(path, $"looks like a secret. {Advice}"));

    private static bool IsSecret(string name, string text) =>
        IsNamed(name, text) || SecretPatterns.RedactShapes(text) != text;

    private static bool IsNamed(string name, string value) =>
        SecretNames.IsSecret(name)
        && value.Trim().Length > 0
        && !value.Contains("{{") && !value.Contains("${")
        && value is not ("true" or "false")
        && !s_harmlessEnds.Any(end => name.EndsWith(end, StringComparison.OrdinalIgnoreCase));
}
