using System.Text.Json;
using Databricks.Jobs.Http;

namespace Databricks.Jobs;

/// <content>The identity of the caller.</content>
public sealed partial class JobsClient
{
    private const string Me = "api/2.0/preview/scim/v2/Me";

    /// <summary>Gets the identity of the caller (scim/v2/Me), which shows that the credentials work.</summary>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>
    /// The user name, or the application ID of a service principal; null if the workspace does not return it.
    /// </returns>
    /// <exception cref="UnauthenticatedException">The workspace rejects the credentials.</exception>
    public Task<string?> GetCurrentUserNameAsync(CancellationToken cancellationToken = default) =>
        GetCurrentUserNameAsync(policy: null, cancellationToken);

    internal async Task<string?> GetCurrentUserNameAsync(RetryPolicy? policy, CancellationToken cancellationToken)
    {
        try
        {
            using PooledResponseBody response = await _http
                .SendAsync(ApiRequest.Get(Me), cancellationToken, policy)
                .ConfigureAwait(false);
            return ReadUserName(response.Redacted);
        }
        catch (NotFoundException)
        {
            // A test double of the Jobs service might not have users.
            return null;
        }
    }

    internal static string? ReadUserName(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body);
        try
        {
            return JsonDocument.TryParseValue(ref reader, out JsonDocument? document)
                && document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("userName", out JsonElement name)
                && name.ValueKind == JsonValueKind.String
                    ? name.GetString()
                    : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // The latter is text that is not valid Unicode, which is detected only when it is read.
            return null;
        }
    }
}
