using System.ComponentModel;
using System.Text.Json;
using Databricks.Jobs.Secrets;

namespace Databricks.Jobs.Authentication;

/// <summary>Gets a token from another program.</summary>
internal sealed class ProgramToken(CredentialsOrigin origin, CredentialsTools tools, string path, string tokenName)
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);

    /// <summary>Runs the program.</summary>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="explain">Creates the error from the error output of the program.</param>
    /// <param name="cancellationToken">Stops the program.</param>
    public async Task<AccessToken> GetAsync(
        IReadOnlyList<string> arguments,
        Func<string, Exception> explain,
        CancellationToken cancellationToken)
    {
        DateTimeOffset requestedAt = tools.Time.GetUtcNow();
        ProgramResult result = await RunAsync(arguments, cancellationToken).ConfigureAwait(false);
        if (result.ExitCode != 0)
        {
            string message = MessageRedactor.Redact(result.Errors, SecretValues.Known);
            throw explain(message.Length == 0 ? $"exit code {result.ExitCode}" : message);
        }

        try
        {
            using var document = JsonDocument.Parse(result.Output);
            return new TokenResponse(document.RootElement, requestedAt).ToToken(origin, tokenName);
        }
        catch (JsonException)
        {
            throw origin.Fail(
                $"the output of {path} is not JSON.",
                "Run it interactively to see its output, or update it.");
        }
    }

    private async Task<ProgramResult> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        try
        {
            return await tools.Programs.RunAsync(path, arguments, s_limit, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is Win32Exception or TimeoutException or IOException)
        {
            throw origin.Unavailable(
                $"{path} failed to run: {exception.Message}",
                "Run it interactively to see what it does.");
        }
    }
}
