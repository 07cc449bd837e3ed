namespace Databricks.Jobs.Authentication;

/// <summary>Method <c>file-oidc</c>: an identity token in a file, which another program keeps up to date.</summary>
internal static class FileOidc
{
    public const string MethodName = "file-oidc";

    private const string HowTo = "Check the path, and the program that writes the identity token to it.";

    public static WorkspaceCredentials? Resolve(CredentialsContext context)
    {
        if (context.Settings.Find("oidc_token_filepath") is not { } setting) return null;
        string path = context.Environment.Expand(setting.Value);
        var origin = new CredentialsOrigin(MethodName, setting.Source);
        return IdentityTokenExchange.Create(
            context,
            origin,
            (_, _) => Task.FromResult(Read(origin, path)),
            exists: true);
    }

    private static Secret Read(CredentialsOrigin origin, string path)
    {
        try
        {
            string token = File.ReadAllText(path).Trim();
            return Secret.IsToken(token)
                ? new Secret(token)
                : throw origin.Fail($"{path} does not contain a token.", HowTo);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw origin.Fail($"{path} cannot be read: {exception.Message}", HowTo, exception);
        }
    }
}
