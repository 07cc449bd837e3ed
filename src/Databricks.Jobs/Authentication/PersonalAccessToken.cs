using System.Net.Http.Headers;

namespace Databricks.Jobs.Authentication;

/// <summary>Method <c>pat</c>: a personal access token, which a user created in the workspace.</summary>
internal sealed class PersonalAccessToken : WorkspaceCredentials
{
    public const string MethodName = "pat";

    private readonly Secret _token;

    public PersonalAccessToken(string host, string token, string source)
        : base(MethodName, source, host)
    {
        ArgumentChecks.NotNull(token, nameof(token));
        token = token.Trim();
        if (!Secret.IsToken(token))
        {
            throw new CredentialsException(
                $"The token from {source} is empty or has characters that are not valid in a token.",
                "Copy it again. A token is one word, such as dapi...");
        }

        _token = new Secret(token);
    }

    public static WorkspaceCredentials? Resolve(CredentialsContext context)
    {
        if (context.Settings.Find("token") is not { } token) return null;
        return new PersonalAccessToken(context.RequireHost().AbsoluteUri, token.Value, token.Source)
        {
            WorkspaceId = context.WorkspaceId,
        };
    }

    internal override bool IsSame(WorkspaceCredentials other) =>
        base.IsSame(other) && ((PersonalAccessToken)other)._token.Reveal() == _token.Reveal();

    protected internal override ValueTask AuthorizeAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken)
    {
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _token.Reveal());
        return default;
    }
}
