namespace Databricks.Jobs.Authentication;

/// <summary>Detects the build service that this process runs in by the variables that it sets.</summary>
internal static class BuildService
{
    private static readonly string[] s_googleCloudBuild = ["PROJECT_ID", "BUILD_ID", "PROJECT_NUMBER", "LOCATION"];

    private static readonly (string Name, string Variable, string? Value)[] s_known =
    [
        ("github", "GITHUB_ACTIONS", "true"),
        ("gitlab", "GITLAB_CI", "true"),
        ("jenkins", "JENKINS_URL", null),
        ("azure-devops", "TF_BUILD", null),
        ("circle", "CIRCLECI", "true"),
        ("travis", "TRAVIS", "true"),
        ("bitbucket", "BITBUCKET_BUILD_NUMBER", null),
        ("aws-code-build", "CODEBUILD_BUILD_ARN", null),
        ("tf-cloud", "TFC_RUN_ID", null),
    ];

    /// <returns>Its name, such as <c>azure-devops</c>; null if no known one is found.</returns>
    public static string? Detect(EnvironmentReader environment)
    {
        foreach ((string name, string variable, string? value) in s_known)
        {
            string? found = environment.Get(variable);
            if (found is not null && (value is null || value.Equals(found, StringComparison.OrdinalIgnoreCase)))
                return name;
        }

        // These names are common, so all of them must be set.
        return Array.TrueForAll(s_googleCloudBuild, name => environment.Get(name) is not null)
            ? "google-cloud-build"
            : null;
    }
}
