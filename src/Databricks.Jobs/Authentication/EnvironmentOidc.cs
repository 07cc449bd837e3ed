namespace Databricks.Jobs.Authentication;

/// <summary>Method <c>env-oidc</c>: an identity token in an environment variable.</summary>
internal static class EnvironmentOidc
{
    public const string MethodName = "env-oidc";

    private const string UsualVariable = "DATABRICKS_OIDC_TOKEN";

    public static WorkspaceCredentials? Resolve(CredentialsContext context)
    {
        Setting? setting = context.Settings.Find("oidc_token_env");
        string variable = setting?.Value ?? UsualVariable;
        if (setting is null && context.Environment.Get(variable) is null)
            return context.Missing($"the environment variable {variable}", "Put an identity token into it.");
        var origin = new CredentialsOrigin(MethodName, $"environment variable {variable}");
        return IdentityTokenExchange.Create(context, origin, (_, _) => Task.FromResult(Read()), exists: true);

        // Read again for each token: the variable may contain a newer one.
        Secret Read() => context.Environment.Get(variable)?.Trim() is { } token && Secret.IsToken(token)
            ? new Secret(token)
            : throw origin.Fail($"{variable} does not contain a token.", "Put an identity token into it.");
    }
}
