namespace Databricks.Jobs.Authentication;

/// <summary>Method <c>databricks-cli</c>: the user who is logged in with <c>databricks auth login</c>.</summary>
internal sealed class DatabricksCli(
    CredentialsOrigin origin,
    CredentialsTools tools,
    string path,
    string? profile,
    Uri host)
{
    public const string MethodName = "databricks-cli";

    private const long MinSize = 1024 * 1024;
    private const string HowToInstall = "Install the current Databricks CLI, or set DATABRICKS_CLI_PATH to its path.";

    private readonly ProgramToken _program = new(origin, tools, path, "access_token");

    public static WorkspaceCredentials? Resolve(CredentialsContext context)
    {
        CredentialsSettings settings = context.Settings;
        if (!context.IsPinned && settings.Find("host") is null) return null;
        string? path = settings.Find("databricks_cli_path") is { } given
            ? context.Environment.Expand(given.Value)
            : ProgramFinder.Find("databricks", context.Environment);
        if (path is null || !File.Exists(path))
        {
            string problem = path is null ? "the program databricks is not on the PATH" : $"{path} does not exist";
            return context.Missing(problem, HowToInstall);
        }

        if (IsOldCli(path))
        {
            string what = $"the current CLI: {path} is the old Python program of the same name, which has no logins";
            return context.Incomplete(MethodName, what, HowToInstall);
        }

        Uri host = context.RequireHost();
        string? profile = settings.IsFromProfile("host") ? settings.Profile : null;
        string source = profile is null ? "the Databricks CLI" : $"the Databricks CLI's profile {profile}";
        var origin = new CredentialsOrigin(MethodName, source);
        var cli = new DatabricksCli(origin, context.Tools, path, profile, host);
        return new TokenCredentials(origin, host, context, cli.GetAsync) { MayBeUnavailable = !context.IsPinned };
    }

    private async Task<AccessToken> GetAsync(CancellationToken cancellationToken)
    {
        string address = host.GetLeftPart(UriPartial.Authority);
        if (profile is not null)
        {
            try
            {
                return await RequestAsync("--profile", profile, cancellationToken).ConfigureAwait(false);
            }
            catch (UnknownFlagException)
            {
                // Versions before 0.207 know only --host.
            }
        }

        return await RequestAsync("--host", address, cancellationToken).ConfigureAwait(false);
    }

    private Task<AccessToken> RequestAsync(string flag, string value, CancellationToken cancellationToken) =>
        _program.GetAsync(["auth", "token", flag, value], Explain, cancellationToken);

    private Exception Explain(string message)
    {
        if (profile is not null && message.ContainsIgnoreCase("unknown flag: --profile"))
            return new UnknownFlagException();
        string login = profile is null ? $"--host {host.GetLeftPart(UriPartial.Authority)}" : $"--profile {profile}";
        return origin.Unavailable($"databricks auth token failed: {message}", $"Run databricks auth login {login}.");
    }

    // The old one is a small script; the current one is a large self-contained program.
    private static bool IsOldCli(string path)
    {
        try
        {
            // The file is opened because the size of a link would be that of the link itself.
            const FileShare Share = FileShare.ReadWrite | FileShare.Delete;
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, Share);
            return file.Length < MinSize;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private sealed class UnknownFlagException : Exception;
}
