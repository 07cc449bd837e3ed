namespace Databricks.Jobs.Authentication;

/// <summary>Method <c>azure-cli</c>: the user who is logged in with <c>az login</c>.</summary>
internal sealed class AzureCli(CredentialsOrigin origin, CredentialsContext context, string path)
{
    public const string MethodName = "azure-cli";

    private readonly ProgramToken _program = new(origin, context.Tools, path, "accessToken");
    private readonly EntraLogin _login = new(origin, context);

    public static WorkspaceCredentials? Resolve(CredentialsContext context)
    {
        if (!context.IsAzure) return null;
        if (ProgramFinder.Find("az", context.Environment) is not { } path)
        {
            const string HowTo = "Install the Azure CLI and run az login.";
            return context.Missing("the program az is not on the PATH", HowTo);
        }

        if (!context.IsPinned && context.FindHost() is null && context.Resource is null) return null;
        var origin = new CredentialsOrigin(MethodName, "the Azure CLI");
        var cli = new AzureCli(origin, context, path);
        return AzureCredentials.Create(origin, context, cli.GetAsync, !context.IsPinned, managementIsOptional: true);
    }

    private async Task<AccessToken> GetAsync(string resource, CancellationToken cancellationToken)
    {
        // The program accepts a tenant or a subscription, never both.
        string[] narrower = await NarrowAsync(cancellationToken).ConfigureAwait(false);
        if (narrower.Length > 0)
        {
            try
            {
                return await RequestAsync(resource, narrower, cancellationToken).ConfigureAwait(false);
            }
            catch (MethodUnavailableException exception) when (
                context.Settings.Find("azure_tenant_id") is null
                || exception.Message.ContainsIgnoreCase("Tenant shouldn't be specified"))
            {
                // A user of the workspace may have no access to its subscription, and a managed identity cannot choose
                // a tenant.
            }
        }

        return await RequestAsync(resource, [], cancellationToken).ConfigureAwait(false);
    }

    private async Task<string[]> NarrowAsync(CancellationToken cancellationToken)
    {
        if (context.Settings.Find("azure_tenant_id") is null && context.Resource is { } workspace)
            return ["--subscription", workspace.Subscription];
        try
        {
            return ["--tenant", await _login.FindTenantAsync(cancellationToken).ConfigureAwait(false)];
        }
        catch (CredentialsException) when (context.Settings.Find("azure_tenant_id") is null)
        {
            return [];
        }
    }

    private Task<AccessToken> RequestAsync(string resource, string[] narrower, CancellationToken cancellationToken) =>
        _program.GetAsync(
            ["account", "get-access-token", "--resource", resource, "--output", "json", .. narrower],
            message => origin.Unavailable($"az account get-access-token failed: {message}", Action(message)),
            cancellationToken);

    private static string Action(string message) => message.ContainsIgnoreCase("az login")
        ? "Run az login."
        : "Run az login with the tenant of the workspace.";
}
