using System.Text.Json;
using Databricks.Jobs.Http;

namespace Databricks.Jobs;

/// <content>Who the caller is to the workspace.</content>
public sealed partial class JobsClient
{
    private const string Me = "api/2.0/preview/scim/v2/Me";

    /// <summary>Asks the workspace who the caller is (scim/v2/Me), which shows that the credentials work.</summary>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>The user's name, or a service principal's application id; null if the workspace cannot tell.</returns>
    /// <exception cref="UnauthenticatedException">The workspace does not take the credentials.</exception>
    public Task<string?> GetCurrentUserNameAsync(CancellationToken cancellationToken = default) =>
        GetCurrentUserNameAsync(policy: null, cancellationToken);

    internal async Task<string?> GetCurrentUserNameAsync(RetryPolicy? policy, CancellationToken cancellationToken)
    {
        try
        {
            using PooledResponseBody response = await _http
                .SendAsync(ApiRequest.Get(Me), cancellationToken, policy)
                .ConfigureAwait(false);
            return ReadUserName(response.Bytes);
        }
        catch (NotFoundException)
        {
            // A stand-in for the Jobs service need not have users.
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
            // The latter is text that is no valid Unicode, which shows only when it is asked for.
            return null;
        }
    }
}
