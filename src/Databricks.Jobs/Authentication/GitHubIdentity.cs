namespace Databricks.Jobs.Authentication;

/// <summary>Gets the identity tokens of GitHub Actions.</summary>
internal sealed class GitHubIdentity
{
    public const string Source = "GitHub Actions";
    private const string AddressVariable = "ACTIONS_ID_TOKEN_REQUEST_URL";
    private const string TokenVariable = "ACTIONS_ID_TOKEN_REQUEST_TOKEN";
    private const string HowTo = "Give the job of the workflow the permission id-token: write.";

    private readonly Uri _address;
    private readonly Secret _token;

    private GitHubIdentity(Uri address, Secret token) => (_address, _token) = (address, token);

    /// <summary>Whether this workflow can request identity tokens.</summary>
    public static bool IsOffered(CredentialsContext context) =>
        context.Environment.Get(TokenVariable) is not null && context.Environment.Get(AddressVariable) is not null;

    /// <returns>Null if this workflow cannot request identity tokens and the method is not selected.</returns>
    /// <exception cref="CredentialsException">It cannot, and the method is selected.</exception>
    public static GitHubIdentity? Find(CredentialsContext context, string method)
    {
        if (context.Environment.Get(TokenVariable) is { } token
            && Uri.TryCreate(context.Environment.Get(AddressVariable), UriKind.Absolute, out Uri? address))
        {
            return new GitHubIdentity(address, new Secret(token));
        }

        const string What = $"{AddressVariable} and {TokenVariable}";
        if (context.Environment.Get("GITHUB_ACTIONS") is null) context.Missing(What, HowTo);
        else context.Incomplete(method, What, HowTo);
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
