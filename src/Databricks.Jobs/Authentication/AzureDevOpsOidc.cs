namespace Databricks.Jobs.Authentication;

/// <summary>Method <c>azure-devops-oidc</c>: the identity token of an Azure DevOps pipeline.</summary>
internal static class AzureDevOpsOidc
{
    public const string MethodName = "azure-devops-oidc";

    private const string TokenVariable = "SYSTEM_ACCESSTOKEN";
    private const string HowTo =
        "Run it in an Azure DevOps pipeline, and map the token in the step: "
        + "env: SYSTEM_ACCESSTOKEN: $(System.AccessToken).";

    private const string HowToName =
        "Set DATABRICKS_CLIENT_ID to the client ID of the pipeline's service principal.";

    private static readonly string[] s_places =
    [
        "SYSTEM_TEAMFOUNDATIONCOLLECTIONURI",
        "SYSTEM_TEAMPROJECTID",
        "SYSTEM_HOSTTYPE",
        "SYSTEM_PLANID",
        "SYSTEM_JOBID",
    ];

    public static WorkspaceCredentials? Resolve(CredentialsContext context)
    {
        string[] missing = [.. s_places.Append(TokenVariable).Where(name => !IsThere(context.Environment.Get(name)))];
        bool isPipeline = missing.Length < s_places.Length;
        if (!context.HasFederatedClient)
            return missing.Length == 0 ? context.Incomplete(MethodName, "client_id", HowToName) : null;
        if (missing.Length > 0)
        {
            string what = string.Join(", ", missing);
            return isPipeline ? context.Incomplete(MethodName, what, HowTo) : context.Missing(what, HowTo);
        }

        var origin = new CredentialsOrigin(MethodName, "Azure DevOps");
        Uri address = Address([.. s_places.Select(name => context.Environment.Get(name)!)]);
        var token = new Secret(context.Environment.Get(TokenVariable)!);
        return IdentityTokenExchange.Create(
            context,
            origin,
            (_, ended) => GetAsync(origin, context.Tools, address, token, ended));
    }

    // A pipeline leaves a reference to an unknown variable as it is.
    private static bool IsThere(string? value) => value?.StartsWith("$(", StringComparison.Ordinal) == false;

    private static Uri Address(string[] places)
    {
        string[] parts = [.. places.Skip(1).Select(Uri.EscapeDataString)];
        string path = $"{parts[0]}/_apis/distributedtask/hubs/{parts[1]}/plans/{parts[2]}/jobs/{parts[3]}/oidctoken";
        string text = $"{places[0].TrimEnd('/')}/{path}?api-version=7.2-preview.1";
        return Uri.TryCreate(text, UriKind.Absolute, out Uri? address)
            ? address
            : throw new CredentialsException($"{s_places[0]} is not a valid address.", HowTo);
    }

    // The audience is always api://AzureADTokenExchange. The service offers no other.
    private static async Task<Secret> GetAsync(
        CredentialsOrigin origin,
        CredentialsTools tools,
        Uri address,
        Secret token,
        CancellationToken cancellationToken)
    {
        TokenRequest request = new TokenRequest(origin, HttpMethod.Post, address) { Action = HowTo }.WithBearer(token);
        TokenResponse response = await tools.Http.SendAsync(request, cancellationToken).ConfigureAwait(false);
        return response.ToSecret(origin, "oidcToken");
    }
}
