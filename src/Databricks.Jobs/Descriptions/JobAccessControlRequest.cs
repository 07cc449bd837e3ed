using Databricks.Jobs.Descriptions;

namespace Databricks.Jobs.Models;

public sealed partial class JobAccessControlRequest
{
    private protected override string? Describe() =>
        Phrase.Join(": ", Principal.Of(UserName, GroupName, ServicePrincipalName), PermissionLevel);
}
