using System.Globalization;
using System.Text.Json;

namespace Databricks.Jobs.Authentication;

/// <summary>What came back from where a token was asked for. No record, which would show what is in it.</summary>
/// <param name="json">The answer's object.</param>
/// <param name="requestedAt">When it was asked for, from where its life is counted: it may have been long on its way.</param>
/// <param name="location">Where a redirect leads.</param>
internal sealed class TokenResponse(JsonElement json, DateTimeOffset requestedAt, Uri? location = null)
{
    public Uri? Location { get; } = location;

    /// <summary>The object called <c>properties</c> in the answer; null if it has none.</summary>
    public TokenResponse? Properties =>
        Read<JsonElement?>("properties", static value => value) is { } inner
            ? new TokenResponse(inner, requestedAt)
            : null;

    /// <exception cref="JsonException">It is no JSON object.</exception>
    public static TokenResponse Parse(ReadOnlySpan<byte> utf8, DateTimeOffset requestedAt)
    {
        using JsonDocument document = JsonDocument.Parse(utf8.ToArray());
        return document.RootElement.ValueKind == JsonValueKind.Object
            ? new TokenResponse(document.RootElement.Clone(), requestedAt)
            : throw new JsonException("No object.");
    }

    /// <returns>A word or a number of the answer, as text; null if it has none of the name.</returns>
    public string? GetText(string name) => Read(name, static value => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetRawText(),
        _ => null,
    });

    /// <summary>The token of the answer, by whatever name its end is told.</summary>
    /// <exception cref="CredentialsException">There is none.</exception>
    public AccessToken ToToken(CredentialsOrigin origin, string name = "access_token") =>
        new(ToSecret(origin, name), FindExpiry());

    /// <exception cref="CredentialsException">There is none.</exception>
    public Secret ToSecret(CredentialsOrigin origin, string name)
    {
        string? text = GetText(name);
        if (Secret.IsToken(text)) return new Secret(text!);
        throw origin.Fail($"the answer has no usable {name}.", "Check that the address is the right one.");
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
            // This is how the framework says that a text is no valid Unicode.
            return default;
        }
    }

    // Some send numbers, some the same as text; the Azure CLI tells the local time too, which is the last resort.
    private DateTimeOffset? FindExpiry()
    {
        const long maxLifetime = 10L * 365 * 24 * 60 * 60;
        if (GetNumber("expires_in") is { } seconds) return requestedAt.AddSeconds(Math.Min(seconds, maxLifetime));
        if (GetNumber("expires_on") is { } epoch) return DateTimeOffset.FromUnixTimeSeconds(epoch);
        string? text = GetText("expiry") ?? GetText("expiresOn");
        bool isTime = DateTimeOffset.TryParse(
            text,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeLocal,
            out DateTimeOffset time);
        // The year 1 is how programs in Go say that there is no end.
        return isTime && time.UtcDateTime.Year > 1 ? time.ToUniversalTime() : null;
    }

    private long? GetNumber(string name)
    {
        const double Max = 253402300799;
        return double.TryParse(GetText(name), NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            && number is >= 0 and < Max ? (long)number : null;
    }
}
