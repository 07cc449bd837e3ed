using System.Diagnostics.CodeAnalysis;

namespace Databricks.Jobs.Models;

public sealed partial class JobAccessControlRequest
{
    private protected override string? Describe() =>
        Phrase.Join(": ", Principal.Of(UserName, GroupName, ServicePrincipalName), PermissionLevel);
}

public sealed partial class JobAccessControlResponse
{
    private protected override string? Describe() => Phrase.Join(
        ": ",
        Principal.Of(UserName, GroupName, ServicePrincipalName),
        AllPermissions is { Count: > 0 } ? Phrase.Line(string.Join(", ", AllPermissions)) : null);
}

[SuppressMessage("Naming", "CA1711", Justification = "The API's name.")]
public sealed partial class JobPermission
{
    private protected override string? Describe() =>
        Phrase.With(PermissionLevel, Inherited == true ? "inherited" : null);
}
