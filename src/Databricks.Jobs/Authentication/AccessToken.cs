namespace Databricks.Jobs.Authentication;

/// <summary>A token that was had from somewhere, and when it ends.</summary>
/// <param name="Value">The token.</param>
/// <param name="ExpiresAt">Its end; null if it was not told.</param>
internal sealed record AccessToken(Secret Value, DateTimeOffset? ExpiresAt);
