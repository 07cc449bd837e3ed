using System.Text.RegularExpressions;

namespace Databricks.Jobs.Authentication;

/// <summary>Gets Entra ID tokens from the login endpoint of the workspace's cloud.</summary>
internal sealed class EntraLogin(CredentialsOrigin origin, CredentialsContext context)
{
    private readonly CredentialsTools _tools = context.Tools;
    private readonly Uri _login = context.Cloud.Login;
    private string? _tenant = context.Settings.Find("azure_tenant_id")?.Value;

    /// <param name="resource">The resource that the token is for.</param>
    /// <param name="credentials">The form fields that identify the caller.</param>
    /// <param name="secret">The secret among them.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    public async Task<AccessToken> GetAsync(
        string resource,
        IReadOnlyDictionary<string, string> credentials,
        Secret secret,
        CancellationToken cancellationToken)
    {
        string tenant = await FindTenantAsync(cancellationToken).ConfigureAwait(false);
        var form = new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["resource"] = resource };
        foreach (KeyValuePair<string, string> field in credentials) form[field.Key] = field.Value;
        TokenRequest request = new TokenRequest(origin, HttpMethod.Post, new Uri(_login, $"{tenant}/oauth2/token"))
        {
            Form = form,
            Action = "Check the client ID, secret and tenant of the service principal, and that they belong together.",
        }.WithSecret(secret);
        TokenResponse response = await _tools.Http.SendAsync(request, cancellationToken).ConfigureAwait(false);
        return response.ToToken(origin);
    }

    /// <summary>The tenant in the settings, or else the one that the workspace redirects users to.</summary>
    public async Task<string> FindTenantAsync(CancellationToken cancellationToken)
    {
        const string HowTo = "Specify the tenant, or set ARM_TENANT_ID.";
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

        if (_tenant is null) throw origin.Fail("the tenant is not known.", HowTo, settings: "azure_tenant_id");
        return IsPlain(_tenant)
            ? _tenant
            : throw origin.Fail("the tenant is neither an ID nor a domain.", HowTo, settings: "azure_tenant_id");
    }

    private static bool IsPlain(string tenant) =>
        Regex.IsMatch(tenant, @"^\w[\w.\-]*$", RegexOptions.ECMAScript, TimeSpan.FromSeconds(1));
}
