using System.Text.Json;
using Databricks.Jobs.Authentication;
using Databricks.Jobs.Http;
using Databricks.Jobs.Models;
using Databricks.Jobs.Secrets;
using Databricks.Jobs.Serialization;

namespace Databricks.Jobs.Faults.Fuzz;

/// <summary>Reads damaged responses as the client does. Only the documented exception is caught.</summary>
internal static class Reader
{
    private static readonly ApiRequest s_request = ApiRequest.Get("api/2.2/jobs/runs/get?run_id=9");
    private static readonly CredentialsOrigin s_origin = new("oauth-m2m", "argument");
    private static readonly DateTimeOffset s_now = new(2026, 11, 22, 17, 0, 0, TimeSpan.Zero);

    /// <returns>Whether it could be read.</returns>
    public static bool Model<T>(byte[] response)
        where T : JobsModel, new()
    {
        try
        {
            T model = ModelJson.Read<T>(response, new ModelReadContext(strict: false));
            // What was read can be shown and sent back.
            _ = model.ToString();
            _ = model.ToUtf8Json();
            return true;
        }
        catch (ModelJsonException exception)
        {
            Assert.InRange(exception.Offset, 0, response.Length);
            Assert.InRange(exception.Message.Length, 1, 100_000);
            return false;
        }
    }

    public static bool Error(byte[] response)
    {
        int status = 400 + (response.Length % 130);
        AttemptFailure failure = ErrorMapper.Map(
            s_request, status, ErrorReader.Read(status, response, KnownSecrets.None), retryAfter: null, id: null);
        _ = RetryRules.AllowAnother(failure, RequestSafety.Read);
        var policy = new RetryPolicy(TimeSpan.FromMinutes(10), TimeSpan.FromSeconds(30));
        TimeSpan delay = policy.DelayAfter(failure, attempt: 1, TimeSpan.Zero);
        Assert.InRange(delay, TimeSpan.Zero, TimeSpan.FromDays(1));
        var facts = new RequestFacts(s_request.Operation, failure.RequestId, IdempotencyToken: null, Attempts: 1);
        var error = (JobsServiceException)failure.ToException(facts);
        // The most that is shown of each: code, message, request id.
        Assert.InRange(error.ToString().Length, 1, 6000);
        return error.ErrorCode is not null;
    }

    public static bool Token(byte[] response)
    {
        try
        {
            TokenResponse read = TokenResponse.Parse(response, s_now);
            _ = Uri.TryCreate(read.GetText("token_endpoint"), UriKind.Absolute, out _);
            _ = read.Properties?.GetText("workspaceUrl");
            AccessToken token = read.ToToken(s_origin, response.Length % 3 == 0 ? "accessToken" : "access_token");
            Assert.True(Secret.IsToken(token.Value.Reveal()));
            KeepAsync(token).GetAwaiter().GetResult();
            return true;
        }
        catch (Exception exception) when (exception is JsonException or CredentialsException)
        {
            // The caller of Parse turns the first into the second.
            return false;
        }
    }

    public static bool UserName(byte[] response) => JobsClient.ReadUserName(response) is not null;

    // The calculations with a token's expiration must not fail either.
    private static async Task KeepAsync(AccessToken token)
    {
        var source = new TokenSource(_ => Task.FromResult(token), TimeProvider.System);
        await source.GetAsync(default);
        await source.GetAsync(default);
    }
}
