namespace Databricks.Jobs.Authentication;

/// <summary>The address where a workspace issues tokens.</summary>
/// <param name="Address">The address.</param>
/// <param name="Audience">The audience that it expects of identity tokens.</param>
internal sealed record TokenEndpoint(Uri Address, string Audience);
