using System.Globalization;
using System.Text.Json;

namespace Databricks.Jobs.Authentication;

/// <summary>The response to a token request. Not a record, because <c>ToString</c> would show the token.</summary>
/// <param name="json">The JSON object in the body; undefined if there is none.</param>
/// <param name="requestedAt">When it was requested, which is when the lifetime of the token starts.</param>
/// <param name="location">The target of a redirect.</param>
internal sealed class TokenResponse(JsonElement json, DateTimeOffset requestedAt, Uri? location = null)
{
    public Uri? Location { get; } = location;

    /// <summary>The object <c>properties</c> in the body; null if there is none.</summary>
    public TokenResponse? Properties =>
        Read<JsonElement?>("properties", static value => value) is { } inner
            ? new TokenResponse(inner, requestedAt)
            : null;

    /// <exception cref="JsonException">The body is not a JSON object.</exception>
    public static TokenResponse Parse(ReadOnlySpan<byte> utf8, DateTimeOffset requestedAt)
    {
        using JsonDocument document = JsonDocument.Parse(utf8.ToArray());
        return document.RootElement.ValueKind == JsonValueKind.Object
            ? new TokenResponse(document.RootElement.Clone(), requestedAt)
            : throw new JsonException("Not an object.");
    }

    /// <returns>A string or number of the body as a string; null if there is none with this name.</returns>
    public string? GetText(string name) => Read(name, static value => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetRawText(),
        _ => null,
    });

    /// <returns>The first string of an array in the body; null if there is none with this name.</returns>
    public string? GetFirstText(string name) => Read(name, static value =>
        value.ValueKind == JsonValueKind.Array
        && value.GetArrayLength() > 0
        && value[0].ValueKind == JsonValueKind.String
            ? value[0].GetString()
            : null);

    /// <summary>The token, with its expiration in any of the forms that services use.</summary>
    /// <exception cref="CredentialsException">The body has no token.</exception>
    public AccessToken ToToken(CredentialsOrigin origin, string name = "access_token") =>
        new(ToSecret(origin, name), FindExpiry());

    /// <exception cref="CredentialsException">The body has no token.</exception>
    public Secret ToSecret(CredentialsOrigin origin, string name)
    {
        string? text = GetText(name);
        if (Secret.IsToken(text)) return new Secret(text!);
        throw origin.Fail($"the response has no usable {name}.", "Check that the address is correct.");
    }

    private T? Read<T>(string name, Func<JsonElement, T> read)
    {
        try
        {
            return json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out JsonElement value)
                ? read(value)
                : default;
        }
        catch (InvalidOperationException)
        {
            // The framework reports a string that is not valid Unicode in this way.
            return default;
        }
    }

    // Services send numbers, or numbers as strings. The Azure CLI also writes a local time, which is the last resort.
    private DateTimeOffset? FindExpiry()
    {
        const long MaxLifetime = 10L * 365 * 24 * 60 * 60;
        if (GetNumber("expires_in") is { } seconds) return requestedAt.AddSeconds(Math.Min(seconds, MaxLifetime));
        if (GetNumber("expires_on") is { } epoch) return DateTimeOffset.FromUnixTimeSeconds(epoch);
        string? text = GetText("expiry") ?? GetText("expiresOn");
        bool isTime = DateTimeOffset.TryParse(
            text,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeLocal,
            out DateTimeOffset time);
        // Programs in Go use the year 1 for a token that does not expire.
        return isTime && time.UtcDateTime.Year > 1 ? time.ToUniversalTime() : null;
    }

    private long? GetNumber(string name)
    {
        const double Max = 253402300799;
        return double.TryParse(GetText(name), NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            && number is >= 0 and < Max ? (long)number : null;
    }
}
