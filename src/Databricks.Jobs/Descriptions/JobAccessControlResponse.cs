using Databricks.Jobs.Descriptions;

namespace Databricks.Jobs.Models;

public sealed partial class JobAccessControlResponse
{
    private protected override string? Describe() => Phrase.Join(
        ": ",
        Principal.Of(UserName, GroupName, ServicePrincipalName),
        AllPermissions is { Count: > 0 } ? Phrase.Line(string.Join(", ", AllPermissions)) : null);
}
