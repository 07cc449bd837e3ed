using System.Net.Http.Headers;
using System.Text;

namespace Databricks.Jobs.Authentication;

/// <summary>A request that leads to a token.</summary>
internal sealed class TokenRequest(CredentialsOrigin origin, HttpMethod method, Uri address)
{
    private readonly List<Secret> _secrets = [];

    public CredentialsOrigin Origin { get; } = origin;

    public HttpMethod Method { get; } = method;

    public Uri Address { get; } = address;

    /// <summary>The address as it is shown: without the query and without the part before an @.</summary>
    public string DisplayAddress =>
        Address.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped)
        + (HidesPath ? "/***" : Address.AbsolutePath);

    /// <summary>Whether the path is a secret.</summary>
    public bool HidesPath { get; init; }

    /// <summary>The recommended action if it fails.</summary>
    public string Action { get; init; } = "Check the credentials, and that they are for this workspace.";

    /// <summary>The form fields of the body; null for no body.</summary>
    public IReadOnlyDictionary<string, string>? Form { get; init; }

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether the response must be a redirect.</summary>
    public bool WantsRedirect { get; init; }

    /// <summary>Whether the address may not exist: the response is then empty.</summary>
    public bool IsOptional { get; init; }

    /// <summary>Whether the address may be the one where Azure machines get their tokens, which has no TLS.</summary>
    public bool IsForMachine { get; init; }

    /// <summary>How long the request may go without a byte received.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Secrets that the service may repeat, but no error may show.</summary>
    public IReadOnlyList<Secret> Secrets => _secrets;

    private AuthenticationHeaderValue? Authorization { get; set; }

    public TokenRequest WithBearer(Secret token)
    {
        Authorization = new AuthenticationHeaderValue("Bearer", token.Reveal());
        return WithSecret(token);
    }

    public TokenRequest WithBasic(string id, Secret secret)
    {
        string pair = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{id}:{secret.Reveal()}"));
        Authorization = new AuthenticationHeaderValue("Basic", pair);
        return WithSecret(secret).WithSecret(new Secret(pair));
    }

    public TokenRequest WithSecret(Secret secret)
    {
        _secrets.Add(secret);
        return this;
    }

    public HttpRequestMessage ToMessage()
    {
        var message = new HttpRequestMessage(Method, Address);
        if (Form is not null) message.Content = new FormUrlEncodedContent(Form);
        else if (Method == HttpMethod.Post) message.Content = new ByteArrayContent([]);
        message.Headers.Authorization = Authorization;
        message.Headers.ExpectContinue = false;
        message.Headers.TryAddWithoutValidation("Accept", "application/json");
        foreach (KeyValuePair<string, string> header in Headers)
            message.Headers.TryAddWithoutValidation(header.Key, header.Value);
        return message;
    }
}
