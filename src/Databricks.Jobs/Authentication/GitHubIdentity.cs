namespace Databricks.Jobs.Authentication;

/// <summary>The identity tokens of GitHub Actions.</summary>
internal sealed class GitHubIdentity
{
    public const string Source = "GitHub Actions";
    private const string AddressVariable = "ACTIONS_ID_TOKEN_REQUEST_URL";
    private const string TokenVariable = "ACTIONS_ID_TOKEN_REQUEST_TOKEN";
    private const string HowTo = "Give the workflow's job the permission id-token: write.";

    private readonly Uri _address;
    private readonly Secret _token;

    private GitHubIdentity(Uri address, Secret token) => (_address, _token) = (address, token);

    /// <summary>Whether this workflow may ask for identity tokens.</summary>
    public static bool IsOffered(CredentialsContext context) =>
        context.Environment.Get(TokenVariable) is not null && context.Environment.Get(AddressVariable) is not null;

    /// <returns>Null, where no identity tokens are given out here and nobody insists.</returns>
    /// <exception cref="CredentialsException">None are given out, and the method is pinned.</exception>
    public static GitHubIdentity? Find(CredentialsContext context, string method)
    {
        if (context.Environment.Get(TokenVariable) is { } token
            && Uri.TryCreate(context.Environment.Get(AddressVariable), UriKind.Absolute, out Uri? address))
        {
            return new GitHubIdentity(address, new Secret(token));
        }

        const string what = $"{AddressVariable} and {TokenVariable}";
        if (context.Environment.Get("GITHUB_ACTIONS") is null) context.Missing(what, HowTo);
        else context.Incomplete(method, what, HowTo);
        return null;
    }

    public async Task<Secret> GetAsync(
        CredentialsOrigin origin,
        CredentialsTools tools,
        string audience,
        CancellationToken cancellationToken)
    {
        string separator = _address.Query.Length == 0 ? "?" : "&";
        var address = new Uri($"{_address.OriginalString}{separator}audience={Uri.EscapeDataString(audience)}");
        TokenRequest request = new TokenRequest(origin, HttpMethod.Get, address) { Action = HowTo }.WithBearer(_token);
        TokenResponse response = await tools.Http.SendAsync(request, cancellationToken).ConfigureAwait(false);
        return response.ToSecret(origin, "value");
    }
}
