using System.Net.Http.Headers;
using System.Text;

namespace Databricks.Jobs.Authentication;

/// <summary>Method <c>basic</c>: a user name and a password.</summary>
internal sealed class BasicCredentials : WorkspaceCredentials
{
    public const string MethodName = "basic";

    private readonly Secret _pair;

    private BasicCredentials(string source, Uri host, string userName, string password)
        : base(MethodName, source, host) =>
        _pair = new Secret(Convert.ToBase64String(Encoding.UTF8.GetBytes($"{userName}:{password}")));

    public static WorkspaceCredentials? Resolve(CredentialsContext context)
    {
        CredentialsSettings settings = context.Settings;
        if (settings.Find("username") is not { } user || settings.Find("password") is not { } password) return null;
        return new BasicCredentials(
            CredentialsSettings.SourceOf(user, password),
            context.RequireHost(),
            user.Value,
            password.Value)
        {
            WorkspaceId = context.WorkspaceId,
        };
    }

    internal override bool IsSame(WorkspaceCredentials other) =>
        base.IsSame(other) && ((BasicCredentials)other)._pair.Reveal() == _pair.Reveal();

    protected internal override ValueTask AuthorizeAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken)
    {
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", _pair.Reveal());
        return default;
    }
}
