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

    public static IEnumerable<DefinitionProblem> Check(JobCheck check)
    {
        // The tasks of a large job have the same names again and again.
        var known = new Dictionary<string, bool>(StringComparer.Ordinal);
        return check.Texts.Where(text => IsSecret(text.Name, text.Text!, known))
            .Select(static text => text.Path)
            .Concat(check.Settings.Parameters?
                .Select(static (parameter, i) => (parameter, Path: $"parameters[{i}].default"))
                .Where(one => one.parameter is { Name: { } name, Default: { } value } && IsNamed(name, value, known))
                .Select(static one => one.Path) ?? [])
            .Distinct()
            .Select(static path => new DefinitionProblem(path, $"looks like a secret. {Advice}"));
    }

    private static bool IsSecret(string name, string text, Dictionary<string, bool> known) =>
        IsNamed(name, text, known)
        || (SecretPatterns.MayHaveShapes(text) && SecretPatterns.RedactShapes(text) != text);

    private static bool IsSecretName(string name, Dictionary<string, bool> known)
    {
        if (!known.TryGetValue(name, out bool isSecret))
        {
            isSecret = SecretNames.IsSecret(name);
            known.Add(name, isSecret);
        }

        return isSecret;
    }

    private static bool IsNamed(string name, string value, Dictionary<string, bool> known) =>
        IsSecretName(name, known)
        && value.Trim().Length > 0
        && !value.Contains("{{") && !value.Contains("${")
        && value is not ("true" or "false")
        && !s_harmlessEnds.Any(end => name.EndsWith(end, StringComparison.OrdinalIgnoreCase));
}
