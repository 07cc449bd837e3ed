using System.Text.RegularExpressions;

namespace Databricks.Jobs.Authentication;

/// <summary>Gets tokens of Entra ID, from the login of the workspace's cloud.</summary>
internal sealed class EntraLogin(CredentialsOrigin origin, CredentialsContext context)
{
    private readonly CredentialsTools _tools = context.Tools;
    private readonly Uri _login = context.Cloud.Login;
    private string? _tenant = context.Settings.Find("azure_tenant_id")?.Value;

    /// <param name="resource">What the token is for.</param>
    /// <param name="proof">The fields that say who asks.</param>
    /// <param name="secret">The one among them that must not be seen.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<AccessToken> GetAsync(
        string resource,
        IReadOnlyDictionary<string, string> proof,
        Secret secret,
        CancellationToken cancellationToken)
    {
        string tenant = await FindTenantAsync(cancellationToken).ConfigureAwait(false);
        var form = new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["resource"] = resource };
        foreach (KeyValuePair<string, string> field in proof) form[field.Key] = field.Value;
        TokenRequest request = new TokenRequest(origin, HttpMethod.Post, new Uri(_login, $"{tenant}/oauth2/token"))
        {
            Form = form,
            Action = "Check client id, secret and tenant of the service principal, and that they belong together.",
        }.WithSecret(secret);
        TokenResponse response = await _tools.Http.SendAsync(request, cancellationToken).ConfigureAwait(false);
        return response.ToToken(origin);
    }

    /// <summary>The tenant that the settings name, else the one that the workspace sends people to.</summary>
    public async Task<string> FindTenantAsync(CancellationToken cancellationToken)
    {
        const string HowTo = "Give the tenant, or set ARM_TENANT_ID.";
        if (_tenant is null && context.FindHost() is { } host)
        {
            var request = new TokenRequest(origin, HttpMethod.Get, new Uri(host, "aad/auth"))
            {
                WantsRedirect = true,
                Action = HowTo,
            };
            TokenResponse response = await _tools.Http.SendAsync(request, cancellationToken).ConfigureAwait(false);
            if (response.Location is { IsAbsoluteUri: true } page) _tenant = page.AbsolutePath.Split('/')[1];
        }

        if (_tenant is null) throw origin.Fail("the tenant is not known.", HowTo);
        return IsPlain(_tenant) ? _tenant : throw origin.Fail("the tenant is no id and no domain.", HowTo);
    }

    private static bool IsPlain(string tenant) =>
        Regex.IsMatch(tenant, @"^\w[\w.\-]*$", RegexOptions.ECMAScript, TimeSpan.FromSeconds(1));
}
