using System.Text;
using Databricks.Jobs.LocalWorkspace.Domain;

namespace Databricks.Jobs.LocalWorkspace.Http;

/// <summary>Issues and validates tokens.</summary>
internal sealed class TokenAuthority(LocalWorkspaceOptions options, WorkspaceClock clock)
{
    private const string TokenExchange = "urn:ietf:params:oauth:grant-type:token-exchange";

    // The service rejects a token shortly before it expires.
    private static readonly TimeSpan s_margin = TimeSpan.FromSeconds(30);

    private readonly object _gate = new();
    private readonly Dictionary<string, DateTimeOffset> _issued = new(StringComparer.Ordinal);

    /// <summary>The personal access token.</summary>
    public string Token { get; } = options.Token ?? "local-" + RandomText.Create();

    /// <summary>Returns the valid token of an Authorization header; empty if none is required.</summary>
    /// <exception cref="ApiException">The token is missing, not valid or expired.</exception>
    public string Authenticate(string? authorization)
    {
        const string Scheme = "Bearer ";
        string token = authorization?.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) == true
            ? authorization.Substring(Scheme.Length).Trim()
            : "";
        if (token.Length > 0 && FindExpiry(token) is { } expiry)
        {
            return clock.Now < expiry - s_margin
                ? token
                : throw new ApiException(403, "403", "Token is expiring within 30 seconds. (token expired)");
        }

        bool isAnyAccepted = !options.RequireToken || (options.WorkspacePerToken && token.Length > 0);
        if (isAnyAccepted || RandomText.AreEqual(token, Token)) return token;
        throw token.Length > 0
            ? new ApiException(403, "403", "Invalid access token.")
            : new ApiException(401, "401", "Credential was not sent or was of an unsupported type for this API.");
    }

    public ApiResponse IssueToken(ApiRequest request)
    {
        Dictionary<string, string> form = request.ReadForm();
        form.TryGetValue("grant_type", out string? grant);
        return grant switch
        {
            "client_credentials" =>
                IssueTokenIf(IsKnownClient(request, form), "invalid_client", "The client is not known."),
            TokenExchange => IssueTokenIf(IsKnownSubject(form), "invalid_grant", "The subject token is not accepted."),
            _ => Reject(400, "unsupported_grant_type", "The grant type is not supported."),
        };
    }

    private ApiResponse IssueTokenIf(bool known, string error, string description)
    {
        if (!known) return Reject(401, error, description);
        string token = "local-oauth-" + RandomText.Create();
        lock (_gate) _issued[token] = clock.Now + options.TokenLifetime;
        return ApiResponse.Json(writer =>
        {
            writer.WriteString("access_token", token);
            writer.WriteString("token_type", "Bearer");
            writer.WriteString("scope", "all-apis");
            writer.WriteNumber("expires_in", (long)options.TokenLifetime.TotalSeconds);
        });
    }

    private bool IsKnownClient(ApiRequest request, Dictionary<string, string> form)
    {
        const string Scheme = "Basic ";
        form.TryGetValue("client_id", out string? id);
        form.TryGetValue("client_secret", out string? secret);
        if (request.Authorization?.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) == true)
        {
            string[] parts = Decode(request.Authorization.Substring(Scheme.Length)).Split([':'], 2);
            id = parts[0];
            secret = parts.Length > 1 ? parts[1] : "";
        }

        return id is not null && options.Clients.TryGetValue(id, out string? expected)
            && RandomText.AreEqual(secret ?? "", expected);
    }

    private bool IsKnownSubject(Dictionary<string, string> form) =>
        form.TryGetValue("subject_token", out string? subject) && options.SubjectTokens.Contains(subject);

    private DateTimeOffset? FindExpiry(string token)
    {
        lock (_gate) return _issued.TryGetValue(token, out DateTimeOffset expiry) ? expiry : null;
    }

    private static ApiResponse Reject(int status, string error, string description) => ApiResponse.Json(
        writer =>
        {
            writer.WriteString("error", error);
            writer.WriteString("error_description", description);
        },
        status);

    private static string Decode(string text)
    {
        try
        {
            return Encoding.UTF8.GetString(Convert.FromBase64String(text.Trim()));
        }
        catch (FormatException)
        {
            return "";
        }
    }
}
