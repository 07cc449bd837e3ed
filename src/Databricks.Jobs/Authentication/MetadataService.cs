namespace Databricks.Jobs.Authentication;

/// <summary>Method <c>metadata-service</c>: a program on this machine that gives out tokens.</summary>
internal static class MetadataService
{
    public const string MethodName = "metadata-service";

    // Its address ends in a secret that keeps other users of this machine out. Shorter parts are plain words.
    private const int MinSecretLength = 16;

    public static WorkspaceCredentials? Resolve(CredentialsContext context)
    {
        if (context.Settings.Find("metadata_service_url") is not { } setting) return null;
        Uri host = context.RequireHost();
        if (!Uri.TryCreate(setting.Value, UriKind.Absolute, out Uri? address) || !address.IsLoopback)
        {
            throw new CredentialsException(
                $"The metadata service ({setting}) is not an address on this machine.",
                "Give an address such as http://localhost:1234/token; others are not asked for tokens.");
        }

        var origin = new CredentialsOrigin(MethodName, setting.Source);
        return new TokenCredentials(origin, host, context, ended => GetAsync(origin, context.Tools, address, host, ended));
    }

    private static async Task<AccessToken> GetAsync(
        CredentialsOrigin origin,
        CredentialsTools tools,
        Uri address,
        Uri host,
        CancellationToken cancellationToken)
    {
        var request = new TokenRequest(origin, HttpMethod.Get, address)
        {
            Headers = new Dictionary<string, string>
            {
                ["X-Databricks-Metadata-Version"] = "1",
                ["X-Databricks-Host"] = host.GetLeftPart(UriPartial.Authority),
            },
            Timeout = TimeSpan.FromSeconds(10),
            HidesPath = true,
            Action = "Check that the program behind the metadata service runs, and is logged in to this workspace.",
        };
        foreach (string part in address.PathAndQuery.Split('/', '?', '&', '=').Where(static part => part.Length >= MinSecretLength))
            request.WithSecret(new Secret(part));
        TokenResponse response = await tools.Http.SendAsync(request, cancellationToken).ConfigureAwait(false);
        return response.ToToken(origin);
    }
}
