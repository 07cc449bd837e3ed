namespace Databricks.Jobs.Authentication;

/// <summary>Method <c>metadata-service</c>: a program on this machine that issues tokens.</summary>
internal static class MetadataService
{
    public const string MethodName = "metadata-service";

    // The address ends with a secret that keeps out other users of this machine. Shorter parts are ordinary words.
    private const int MinSecretLength = 16;

    public static WorkspaceCredentials? Resolve(CredentialsContext context)
    {
        if (context.Settings.Find("metadata_service_url") is not { } setting) return null;
        Uri host = context.RequireHost();
        if (!Uri.TryCreate(setting.Value, UriKind.Absolute, out Uri? address) || !address.IsLoopback)
        {
            throw new CredentialsException(
                $"The metadata service ({setting}) is not an address on this machine.",
                "Use an address such as http://localhost:1234/token. Other machines receive no token requests.");
        }

        var origin = new CredentialsOrigin(MethodName, setting.Source);
        return new TokenCredentials(
            origin,
            host,
            context,
            cancellationToken => GetAsync(origin, context.Tools, address, host, cancellationToken));
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
            Action = "Check that the program behind the metadata service runs and is logged in to this workspace.",
        };
        string[] parts = address.PathAndQuery.Split('/', '?', '&', '=');
        foreach (string part in parts.Where(static part => part.Length >= MinSecretLength))
        {
            request.WithSecret(new Secret(part));
        }

        TokenResponse response = await tools.Http.SendAsync(request, cancellationToken).ConfigureAwait(false);
        return response.ToToken(origin);
    }
}
